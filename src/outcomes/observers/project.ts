import { defineModel, projectModel } from "#src/odoo/models/index.ts";
import { seen, type Observer, type Sight } from "../observer.ts";

const watchedProject = defineModel("project.project", {
  active: projectModel.shape.active,
  last_update_status: projectModel.shape.last_update_status,
});

/** Whether the status that people report for a project changed after a note on it. Before release 15 there is no such status. */
export const projectObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "create_internal_note" && document.operation.inputs.model === "project.project",
  async observe(subjects, { reader, now }) {
    const projectOf = ({ document }: (typeof subjects)[number]): number => document.affected_records.ids[0]!;
    const rows = await reader.byIds(watchedProject, [...new Set(subjects.map(projectOf))]);
    const projects = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      subjects.map((subject): [string, Sight] => {
        const project = projects.get(projectOf(subject));
        if (project === undefined) return [subject.actionId, { facts: [seen("gone", now, "deleted, or no longer visible")], over: true }];
        const status = words(project.last_update_status);
        const baseline = subject.observed.baseline ?? { name: status };
        const facts = baseline.name === status ? [] : [seen("status_changed", now, `${baseline.name} → ${status}`)];
        if (!project.active) facts.push(seen("done", now, "the project was archived"));
        return [subject.actionId, { facts, baseline }];
      }),
    );
  },
};

const words = (status: string | null): string => (status ?? "no status").replaceAll("_", " ");
