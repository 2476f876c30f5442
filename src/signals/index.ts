export { commitmentSentence, concernsDebt, namesInvoice, strongestFirst, type Commitment, type DebtScope } from "./commitments.ts";
export { couldCover, readOpenCredits, receivableFilter, type OpenCredit } from "./credits.ts";
export { readDisputedPartners } from "./disputes.ts";
export { addressesIn } from "./emailAddress.ts";
export { readExchanges, type Exchange } from "./exchanges.ts";
export { isMobileNumber, phoneNumberIn } from "./phoneNumber.ts";
export { readDealTouches, type DealTouch } from "./touches.ts";
export { isFromCustomer, readMessages, readPlannedActivities, type CustomerMessage, type PlannedActivity, type Watched } from "./work.ts";
