import { E164, objectOf, type Provider, type Reply, type SmsStandIn, type StandInOptions, startStandIn } from "./standIn.ts";

/**
 * A small company's own SMS gateway: `POST /send` with `{to, from, message}` and a bearer key, or with a form
 * and a key of another name, and `GET /messages?reference=…`. It keeps a reference, and takes the same one twice.
 */
export async function startSmsGateway(
  options: StandInOptions & {
    /** `form`: fields `recipient`, `originator`, `body`, `client_ref`, the key in `x-api-key`, and answers wrapped in `data`. */
    readonly dialect?: "json" | "form";
  } = {},
): Promise<SmsStandIn> {
  const apiKey = options.apiKey ?? "gw-0123456789abcdef";
  const isForm = options.dialect === "form";
  const provider: Provider = {
    route: ({ method, path, headers }) => {
      const key = isForm ? headers["x-api-key"] : headers.authorization;
      if (key !== (isForm ? apiKey : `Bearer ${apiKey}`)) return refused(401, "The key is not valid");
      if (path === "/send") return method === "POST" ? "send" : refused(405, "Only POST is allowed");
      if (path === "/messages") return method === "GET" ? "look_up" : refused(405, "Only GET is allowed");
      return refused(404, "There is nothing here");
    },
    read: ({ headers, text }) => {
      const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
      if (headers["content-type"] !== type) return { refusal: refused(415, `The body must be ${type}`) };
      const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : objectOf(text);
      if (body === undefined) return { refusal: refused(400, "The body is not a JSON object") };
      const names = isForm ? ["recipient", "originator", "body", "client_ref"] : ["to", "from", "message", "reference"];
      const strange = Object.keys(body).find((name) => !names.includes(name));
      if (strange !== undefined) return { refusal: refused(422, `Unknown field ${strange}`) };
      const [to, from, message, reference] = names.map((name) => body[name]);
      if (typeof to !== "string" || !E164.test(to)) return { refusal: refused(422, `${names[0]} must be a number in E.164`) };
      if (typeof from !== "string" || from === "") return { refusal: refused(422, `${names[1]} is required`) };
      if (typeof message !== "string" || message === "") return { refusal: refused(422, `${names[2]} is required`) };
      if (reference !== undefined && (typeof reference !== "string" || !/^[0-9a-f-]{36}$/.test(reference)))
        return { refusal: refused(422, `${names[3]} must be a UUID`) };
      return { sms: [{ to, from, text: message, reference }] };
    },
    id: (number) => `gw-${number}`,
    accepted: ([sms]) => ({
      status: 202,
      body: isForm ? { data: [{ message_id: sms!.id, state: "accepted" }] } : { id: sms!.id, status: "accepted" },
    }),
    lookUp: ({ query }, sent, { careless }) => {
      const wanted = query.get(isForm ? "client_ref" : "reference");
      const rows = sent.filter(({ reference }) => careless || reference === wanted);
      const [id, ref] = isForm ? (["message_id", "client_ref"] as const) : (["id", "reference"] as const);
      return {
        status: 200,
        body: {
          asked: { [ref]: wanted },
          data: rows.map((sms) => ({ [id]: sms.id, [ref]: sms.reference, to: sms.to, status: sms.status ?? "sent" })),
        },
      };
    },
  };
  return startStandIn(provider, { ...options, apiKey, path: "" });
}

const refused = (status: number, error: string): Reply => ({ status, body: { error } });
