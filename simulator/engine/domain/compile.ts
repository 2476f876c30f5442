import { type Env, fieldOf, type LiveModel, modelOf, rowOf, valueOf, withContext } from "../env.ts";
import { valueError } from "../errors.ts";
import { type Field, isToMany } from "../fields.ts";
import { type Row, reprTuple, type Value } from "../values.ts";
import { compareTest } from "./compare.ts";
import { hierarchy, idsNamed } from "./hierarchy.ts";
import { type Node, parseDomain } from "./parse.ts";

export type Test = (row: Row) => boolean;
type Condition = Extract<Node, { kind: "condition" }>;

/** Turns a parsed domain into a test of one record. */
export function compile(env: Env, model: LiveModel, node: Node): Test {
  switch (node.kind) {
    case "constant":
      return () => node.value;
    case "not": {
      const test = compile(env, model, node.part);
      return (row) => !test(row);
    }
    case "and": {
      const tests = node.parts.map((part) => compile(env, model, part));
      if (tests.length === 1) return tests[0] ?? (() => true);
      return (row) => tests.every((test) => test(row));
    }
    case "or": {
      const tests = node.parts.map((part) => compile(env, model, part));
      return (row) => tests.some((test) => test(row));
    }
    case "condition":
      return compileCondition(env, model, node);
  }
}

function compileCondition(env: Env, model: LiveModel, condition: Condition): Test {
  const [name = "", ...rest] = condition.path.split(".");
  const field = model.fields.get(name);
  if (!field) {
    throw valueError(
      env.release === 14
        ? `Invalid field ${model.name}.${name} in leaf ${reprTuple([condition.path, condition.operator, condition.value])}`
        : `Invalid field ${model.name}.${name} in condition ${reprTuple([condition.path, condition.operator, condition.value])}`,
    );
  }
  if (rest.length > 0) return throughRelation(env, model, name, field, { ...condition, path: rest.join(".") });
  if (condition.operator === "any" || condition.operator === "not any") {
    const relation = modelOf(env, field.relation ?? "");
    const inner = compile(env, relation, parseDomain(condition.value, env.release));
    const test = related(env, model, name, field, inner);
    return condition.operator === "any" ? test : (row) => !test(row);
  }
  if (field.relation === model.name && !isToMany(field.type) && isHierarchical(condition.operator)) {
    // Within one model the field itself makes the tree, and what is asked for is in it.
    const ids = hierarchy(env, model.name, condition.operator, condition.value, name);
    return (row) => ids.has(row.id);
  }
  if (field.relation !== undefined || name === "id") {
    const ids = idsMeant(env, model, name, field, condition);
    if (ids) return relationTest(env, model, name, field, ids);
  }
  if (isToMany(field.type)) return toManyTest(env, model, name, condition);
  return compareTest(env, model, name, field, condition);
}

/** A dotted path: some record on the other side passes. An empty relation never does, also for "!=". */
function throughRelation(env: Env, model: LiveModel, name: string, field: Field, rest: Condition): Test {
  if (field.relation === undefined) throw valueError(`Invalid field ${model.name}.${name}.${rest.path} in domain`);
  const relation = modelOf(env, field.relation);
  return related(env, model, name, field, compile(withContext(env, { active_test: false }), relation, rest));
}

function related(env: Env, model: LiveModel, name: string, field: Field, inner: Test): Test {
  const relation = field.relation ?? "";
  const passes = (id: number): boolean => {
    const other = rowOf(env, relation, id);
    return other !== undefined && inner(other);
  };
  if (isToMany(field.type)) return (row) => asIds(valueOf(env, model, row, name)).some(passes);
  return (row) => {
    const id = field.compute ? valueOf(env, model, row, name) : row[name];
    return typeof id === "number" && passes(id);
  };
}

const isHierarchical = (operator: string): operator is "child_of" | "parent_of" => operator === "child_of" || operator === "parent_of";

const asIds = (value: unknown): readonly number[] => (Array.isArray(value) ? (value as readonly number[]) : []);

interface IdTest {
  readonly ids: ReadonlySet<number>;
  readonly negative: boolean;
  /** Whether an empty relation passes the positive test. */
  readonly empty: boolean;
}

/** Works out which ids a condition on a relation means; undefined where it means none (e.g. `= False`). */
function idsMeant(env: Env, model: LiveModel, name: string, field: Field, condition: Condition): IdTest | undefined {
  const { operator, value } = condition;
  const relation = name === "id" ? model.name : (field.relation ?? "");
  if (isHierarchical(operator)) return { ids: hierarchy(env, relation, operator, value), negative: false, empty: false };
  if (operator.endsWith("like")) {
    if (name === "id") return undefined;
    const negative = operator.startsWith("not ");
    return { ids: idsNamed(env, relation, operator.replace("not ", ""), String(value)), negative, empty: false };
  }
  const negative = operator === "!=" || operator === "not in";
  if (operator === "in" || operator === "not in") {
    if (!Array.isArray(value)) {
      if (env.release === 14 && typeof value !== "boolean")
        throw valueError(`Invalid domain term ${reprTuple([condition.path, operator, value])}`);
      return idsMeant(env, model, name, field, { ...condition, operator: negative ? "!=" : "=" });
    }
    const ids = new Set<number>();
    for (const item of value as unknown[]) {
      if (typeof item === "number") ids.add(item);
      else if (typeof item === "string" && name !== "id") for (const id of idsNamed(env, relation, "=", item)) ids.add(id);
    }
    return { ids, negative, empty: (value as unknown[]).some((item) => item === false || item === null) };
  }
  if (operator === "=?" && (value === false || value === null)) return { ids: new Set(), negative: true, empty: false };
  if (operator === "=" || operator === "!=" || operator === "=?") {
    if (Array.isArray(value)) return idsMeant(env, model, name, field, { ...condition, operator: negative ? "not in" : "in" });
    if (typeof value === "number") return { ids: new Set([value]), negative, empty: false };
    if (typeof value === "string" && name !== "id") return { ids: new Set(idsNamed(env, relation, "=", value)), negative, empty: false };
    return { ids: new Set(), negative, empty: true };
  }
  return undefined;
}

function relationTest(env: Env, model: LiveModel, name: string, field: Field, meant: IdTest): Test {
  if (isToMany(field.type)) {
    return (row) => {
      const ids = asIds(valueOf(env, model, row, name));
      const hit = (meant.empty && ids.length === 0) || ids.some((id) => meant.ids.has(id));
      return hit !== meant.negative;
    };
  }
  return (row) => {
    const id = field.compute ? valueOf(env, model, row, name) : row[name];
    const hit = typeof id === "number" ? meant.ids.has(id) : meant.empty;
    return hit !== meant.negative;
  };
}

function toManyTest(env: Env, model: LiveModel, name: string, condition: Condition): Test {
  const field = fieldOf(env, model.name, name);
  if (!field) throw valueError(`Invalid field ${model.name}.${name}`);
  return compareTest(env, model, name, field, condition);
}

/** What a top-level condition says about an indexed column, so that a search can start from few records. */
export function indexable(model: LiveModel, node: Node): { readonly field: string; readonly values: readonly Value[] }[] {
  const parts = node.kind === "and" ? node.parts : [node];
  const found: { field: string; values: readonly Value[] }[] = [];
  for (const part of parts) {
    if (part.kind === "and") found.push(...indexable(model, part));
    if (part.kind !== "condition") continue;
    const field = model.fields.get(part.path);
    if (part.path !== "id" && (!field?.index || field.compute)) continue;
    if (part.operator === "=" && isKey(part.value)) found.push({ field: part.path, values: [part.value] });
    else if (part.operator === "in" && Array.isArray(part.value) && (part.value as unknown[]).every(isKey))
      found.push({ field: part.path, values: part.value as Value[] });
  }
  // A name in place of an id is resolved by the test itself.
  return found.filter(
    ({ field, values }) =>
      field === "id" || model.fields.get(field)?.relation === undefined || values.every((value) => typeof value !== "string"),
  );
}

const isKey = (value: unknown): value is Value => typeof value === "string" || typeof value === "number" || value === true;
