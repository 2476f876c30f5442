import { AiCooError } from "#src/lib/errors.ts";
import { SETTABLE_AREAS, type SettableArea } from "#src/main/settableAreas.ts";
import { changeSettings, readSettings } from "#src/main/settings.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import { parseSource } from "../jsonSource.ts";
import type { Output } from "../output.ts";

function areaOf(text: string): SettableArea {
  const area = SETTABLE_AREAS.find((known) => known === text);
  if (area !== undefined) return area;
  throw new AiCooError("invalid_input", `"${text}" is no area of settings; nothing was done.`, {
    next: `Use one of: ${SETTABLE_AREAS.join(", ")}.`,
  });
}

/** `ai-coo settings show [area]`: every setting as it counts now, defaults included. */
export async function showSettingsCommand(area: string | undefined, options: GlobalOptions, output: Output): Promise<void> {
  const areas = area === undefined ? SETTABLE_AREAS : [areaOf(area)];
  await withBackOffice(options, output, async ({ ctx }) => {
    const shown: Record<string, unknown> = {};
    for (const name of areas) shown[name] = await readSettings(ctx, name);
    output.result(shown);
    for (const [name, settings] of Object.entries(shown)) {
      output.line(output.colours.bold(name));
      output.line(JSON.stringify(settings, null, 2));
    }
  });
}

/** `ai-coo settings set <area> <json|@file>`: changes what the JSON names; with --replace it is the whole area. */
export async function setSettingsCommand(
  area: string,
  source: string,
  options: GlobalOptions & { readonly replace?: boolean },
  output: Output,
): Promise<void> {
  const change = {
    area: areaOf(area),
    change: await parseSource(source, 'ai-coo settings set outreach \'{"timezone": "Europe/Paris"}\''),
    replace: options.replace === true,
  };
  await withBackOffice(options, output, async ({ ctx }) => {
    const settings = await changeSettings(ctx, change);
    output.result({ [change.area]: settings });
    output.line(`${output.colours.bold(change.area)}, in force from now on:`);
    output.line(JSON.stringify(settings, null, 2));
  });
}
