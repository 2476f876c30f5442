import type { Field } from "../engine/fields.ts";
import type { Hooks, Method, Model } from "../engine/model.ts";
import { accountAccount, accountAccountType, accountJournal, accountPaymentTerm, accountPaymentTermLine } from "./account.ts";
import { accountMove } from "./accountMove.ts";
import { accountMoveLine } from "./accountMoveLine.ts";
import { accountPayment } from "./accountPayment.ts";
import { accountFullReconcile, accountPartialReconcile, reconcileMethod } from "./accountReconcile.ts";
import { accountBankStatement, accountBankStatementLine } from "./accountStatement.ts";
import { accountMoveReversal, accountPaymentRegister } from "./accountWizards.ts";
import { resCompany, resCountry, resCurrency, resCurrencyRate, resLang } from "./base.ts";
import { mailBlacklist, phoneBlacklist } from "./blacklists.ts";
import { irModel, irModelData } from "./irModels.ts";
import { resGroups, resUsers } from "./users.ts";
import { crmLead, crmLostReason, crmStage, crmTeam } from "./crm.ts";
import { backdate, INTERNAL_METHODS } from "./internal.ts";
import { activityFields, activityMethods, mailActivity, mailActivityType } from "./mailActivity.ts";
import { mailMessage, mailMessageSubtype } from "./mailMessage.ts";
import { removeChatter, threadFields, threadMethods } from "./mailThread.ts";
import { resPartner } from "./partner.ts";
import { projectMilestone, projectProject } from "./project.ts";
import { projectTask, projectTaskType } from "./projectTask.ts";
import { REST } from "./rest.ts";
import { productProduct, saleOrder, saleOrderLine } from "./sale.ts";

/** Every model that the simulator knows; the release picks. */
export const MODELS: readonly Model[] = [
  resCompany,
  resPartner,
  resCurrency,
  resCurrencyRate,
  resCountry,
  resLang,
  resUsers,
  resGroups,
  irModel,
  irModelData,
  mailMessage,
  mailMessageSubtype,
  mailActivity,
  mailActivityType,
  mailBlacklist,
  phoneBlacklist,
  accountAccountType,
  accountAccount,
  accountJournal,
  accountPaymentTerm,
  accountPaymentTermLine,
  accountMove,
  { ...accountMoveLine, methods: { ...accountMoveLine.methods, reconcile: reconcileMethod } },
  accountPayment,
  accountPaymentRegister,
  accountMoveReversal,
  accountPartialReconcile,
  accountFullReconcile,
  accountBankStatement,
  accountBankStatementLine,
  crmStage,
  crmTeam,
  crmLostReason,
  crmLead,
  saleOrder,
  saleOrderLine,
  productProduct,
  projectProject,
  projectTaskType,
  projectTask,
  projectMilestone,
  ...REST,
];

/** What chatter and activities add to a model. */
export function mixinsOf(model: Model): { fields: Record<string, Field>; methods: Record<string, Method>; hooks: Hooks } {
  return {
    hooks: model.thread ? { afterUnlink: (env, row) => removeChatter(env, model.name, row.id) } : {},
    fields: { ...(model.thread ? threadFields(model.name) : {}), ...(model.activities ? activityFields(model.name) : {}) },
    methods: {
      _backdate: backdate(model.name),
      ...INTERNAL_METHODS[model.name],
      ...(model.thread ? threadMethods(model.name) : {}),
      ...(model.activities ? activityMethods(model.name) : {}),
    },
  };
}
