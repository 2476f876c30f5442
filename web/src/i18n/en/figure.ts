/** How figures of the server's sentences read. */
export const figure = {
  names: "{names} and {more, number} more",
  either: "{one} or {other}",
  own: "{amount} ({own})",
  plain: { yes: "yes", no: "no", nothing: "nothing" },
  record:
    "{kind, select, invoice {Invoice {name}} contact {Contact {name}} opportunity {Opportunity {name}} task {Task {name}} project {Project {name}} sales_order {Sales order {name}} other {{name}}}",
} as const;
