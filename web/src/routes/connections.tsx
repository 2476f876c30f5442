import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Connection } from "#src/api/type.ts";
import { connectionsQuery } from "../api/screens.ts";
import { ConnectionCard } from "../components/connections/ConnectionCard.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";

/** When the run began that there was as a test was asked for; empty where there was none. */
type Asked = Readonly<Partial<Record<Connection["name"], string>>>;

/** The ways to the outside and whether they can be used. */
export function ConnectionsPage() {
  const t = useTranslations("connections");
  const [asked, setAsked] = useState<Asked>({});
  const [isFollowed, setFollowed] = useState(false);
  const list = useQuery(connectionsQuery(isFollowed));
  /** A test is awaited until another run than the one before it has ended: the clocks of two computers are not compared. */
  const isAwaited = ({ name, last }: Connection): boolean => asked[name] !== undefined && asked[name] === (last?.startedAt ?? "");
  const waits = list.data?.connections.some(isAwaited) ?? false;
  if (waits !== isFollowed) setFollowed(waits);
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <RightsNote right="govern" />
      <Loaded query={list}>
        {({ connections }) => (
          <ul className="space-y-3">
            {connections.map((connection) => (
              <ConnectionCard
                key={connection.name}
                connection={connection}
                isAwaited={isAwaited(connection)}
                onAsked={() => setAsked((before) => ({ ...before, [connection.name]: connection.last?.startedAt ?? "" }))}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Screen>
  );
}
