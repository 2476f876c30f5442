import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { asApiError } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { csvOf } from "../../ui/csv.ts";
import { download } from "../../ui/download.ts";
import { Said } from "../../ui/Said.tsx";

interface CsvButtonProps {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly heading: readonly string[];
  /** All rows, also those that the page has not asked for yet. */
  readonly rows: () => Promise<readonly (readonly (string | number | null)[])[]>;
}

/** The list as a file for a spreadsheet. */
export function CsvButton({ name, heading, rows }: CsvButtonProps) {
  const t = useTranslations("screen");
  const save = useMutation({ mutationFn: async () => download(`${name}.csv`, csvOf(heading, await rows())) });
  return (
    <>
      {save.isError && (
        <span className="text-xs text-bad">
          <Said of={asApiError(save.error).message} />
        </span>
      )}
      <Button size="small" busy={save.isPending} onClick={() => save.mutate()}>
        {t("csv")}
      </Button>
    </>
  );
}
