import type { TestProject } from "vitest/node";

/** The tests' server is the driver's: a process that has to be killed takes no server with it. */
export default function setUp(project: TestProject): void {
  const server = process.env["MUTATION_SERVER"];
  if (server !== undefined) project.provide("testServer", server);
}
