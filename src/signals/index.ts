export { commitmentSentence, concernsDebt, namesInvoice, strongestFirst, type Commitment, type DebtScope } from "./commitments.ts";
export { couldCover, readOpenCredits, receivableFilter, type OpenCredit } from "./credits.ts";
export { addressesIn } from "./emailAddress.ts";
export { isFromCustomer, readMessages, readPlannedActivities, type CustomerMessage, type PlannedActivity, type Watched } from "./work.ts";
