export { countDeciders } from "./deciding.ts";
export { delegate, endDelegation, type DelegateInput } from "./delegate.ts";
export { invitationCode, invitationUrl } from "./invitationLink.ts";
export { invite, joinByInvitation, openInvitation, withdrawInvitation } from "./invitations.ts";
export { changeRole, removeMember } from "./members.ts";
export { requireOwnRight } from "./own.ts";
export { removeSavedView, savedNameSchema, savedQuerySchema, savedViewsOf, saveView } from "./savedViews.ts";
export { KEY_SCOPES, mayAssign, roleOf, ROLES, type KeyScope, type Role } from "./rights.ts";
