import { isDate, isDatetime } from "../dates.ts";
import { emptyOf, type Env, type LiveModel, valueOf } from "../env.ts";
import { PythonError, valueError } from "../errors.ts";
import { type Field, isNumeric, isToMany } from "../fields.ts";
import { repr, reprTuple, type Row } from "../values.ts";
import { likeTest } from "./like.ts";

type Test = (row: Row) => boolean;
interface Condition {
  readonly path: string;
  readonly operator: string;
  readonly value: unknown;
}

const isEmpty = (value: unknown): boolean => value === false || value === null || value === undefined;

/** A condition on a plain column: text, number, date, boolean, selection. */
export function compareTest(env: Env, model: LiveModel, name: string, field: Field, condition: Condition): Test {
  const { operator } = condition;
  const empty = emptyOf(field);
  const read = field.compute || isToMany(field.type) ? (row: Row) => valueOf(env, model, row, name) : (row: Row) => row[name] ?? empty;
  if (isToMany(field.type)) {
    const negative = operator.startsWith("!") || operator.startsWith("not");
    return (row) => {
      const value = read(row);
      return (Array.isArray(value) && value.length === 0) !== negative;
    };
  }
  if (operator.endsWith("like")) return likeCondition(env, field, condition, read);
  if (operator === "in" || operator === "not in") return inCondition(env, field, condition, read);
  if (operator === "=?" && isEmpty(condition.value)) return () => true;
  if (Array.isArray(condition.value)) return inCondition(env, field, { ...condition, operator: operator === "!=" ? "not in" : "in" }, read);
  const wanted = literal(env, field, condition, condition.value);
  switch (operator) {
    case "=":
    case "=?":
      return (row) => same(env, field, read(row), wanted);
    case "!=":
      return (row) => !same(env, field, read(row), wanted);
    default:
      return (row) => ordered(operator, read(row), wanted);
  }
}

function likeCondition(env: Env, field: Field, condition: Condition, read: (row: Row) => unknown): Test {
  if (env.release === 19 && field.type === "boolean") {
    throw valueError(
      `Cannot compare '${condition.path}' to <class 'str'> which is not a collection of length 1 in condition ${reprTuple([condition.path, condition.operator, condition.value])}`,
    );
  }
  const negative = condition.operator.startsWith("not ");
  if (condition.value === "" || isEmpty(condition.value)) return () => !negative;
  const test = likeTest(condition.operator, String(condition.value));
  return (row) => {
    const value = read(row);
    const hit = typeof value === "string" || typeof value === "number" ? test(String(value)) : false;
    return hit !== negative;
  };
}

function inCondition(env: Env, field: Field, condition: Condition, read: (row: Row) => unknown): Test {
  const negative = condition.operator === "not in";
  let values: unknown[];
  if (Array.isArray(condition.value)) values = condition.value as unknown[];
  else if (env.release === 14 && typeof condition.value !== "boolean")
    throw valueError(`Invalid domain term ${reprTuple([condition.path, condition.operator, condition.value])}`);
  else values = [condition.value];
  const wanted = new Set(values.map((value) => literal(env, field, condition, value)));
  const withEmpty = values.some(isEmpty) || (isNumeric(field.type) && wanted.has(0)) || (field.type === "boolean" && wanted.has(false));
  return (row) => {
    const value = read(row);
    const hit = isEmpty(value) ? withEmpty : wanted.has(value as string | number | boolean);
    return hit !== negative;
  };
}

/** The condition's value in the column's own form. */
function literal(env: Env, field: Field, condition: Condition, value: unknown): string | number | boolean {
  if (isEmpty(value)) return isNumeric(field.type) ? 0 : false;
  if (isNumeric(field.type) || field.type === "many2one_reference") return Number(value);
  if (field.type === "boolean") return value !== 0 && value !== "" && value !== "False";
  if (field.type === "date" || field.type === "datetime") return moment(env, field, condition, String(value));
  if (value === "" && env.release === 19 && field.type !== "selection") return false;
  return String(value);
}

function moment(env: Env, field: Field, condition: Condition, value: string): string {
  if (!isDate(value) && !isDatetime(value)) {
    throw env.release === 14
      ? new PythonError("psycopg2.errors.InvalidDatetimeFormat", `invalid input syntax for type timestamp: "${value}"\n`)
      : valueError(`Invalid term ${repr(value)} in expression date: ${repr(value)}`);
  }
  if (field.type === "date") return value.slice(0, 10);
  if (isDatetime(value)) return value;
  // A day against a moment: after it means after its end, from it means from its start.
  return `${value} ${condition.operator === ">" || condition.operator === "<=" ? "23:59:59" : "00:00:00"}`;
}

function same(env: Env, field: Field, value: unknown, wanted: unknown): boolean {
  if (isNumeric(field.type)) return (typeof value === "number" ? value : 0) === wanted;
  if (wanted === false) return isEmpty(value) || (env.release === 19 && value === "");
  return value === wanted;
}

function ordered(operator: string, value: unknown, wanted: unknown): boolean {
  if (isEmpty(value) || isEmpty(wanted)) return false;
  const left = value as string | number;
  const right = wanted as string | number;
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return false;
  }
}
