/** Who is signed in, and for whom they act. */
export const person = {
  bannerName: "About your account",
  setUpNotice: "This account has no password yet.",
  notNow: "Not now",
  roles: { viewer: "Viewer", approver: "Approver", admin: "Admin", owner: "Owner" },
  actFor: "Act for {name}",
  actingFor: "You act for {name}",
  stopActing: "Act for yourself",
  setUp: "Set up AI COO",
} as const;
