/** What a page itself says of a server that does not answer, or not as it should. */
export const page = {
  away: "AI COO does not answer.",
  checkRunning: "Check that it is running and that this computer is connected; the page tries again by itself.",
  unexplained: "The server answered {status:int} without an explanation.",
  tryLog: "Try again; if it stays, look at the log of AI COO.",
  wrong: "Something went wrong in this page.",
  reload: "Reload it; nothing was decided by this.",
} as const;
