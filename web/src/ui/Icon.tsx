/** The icons in use: strokes on a 16 by 16 grid, decorative unless the control around them is named. */
const PATHS = {
  inbox: "M2 9.5 4 3.2h8l2 6.3v3.3H2V9.5Zm0 0h3.4l1 1.6h3.2l1-1.6H14",
  search: "M7 11.6A4.6 4.6 0 1 0 7 2.4a4.6 4.6 0 0 0 0 9.2ZM10.4 10.4 13.8 13.8",
  bell: "M8 2.2a3.8 3.8 0 0 0-3.8 3.8c0 3.6-1.4 4.8-1.4 4.8h10.4s-1.4-1.2-1.4-4.8A3.8 3.8 0 0 0 8 2.2ZM6.8 13.4a1.3 1.3 0 0 0 2.4 0",
  pause: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.4 6v4M9.6 6v4",
  mail: "M2 4h12v8.4H2V4Zm0 .6 6 4.6 6-4.6",
  phone: "M5 1.8h6v12.4H5V1.8ZM7.2 12h1.6",
  task: "M2.8 2.8h10.4v10.4H2.8V2.8ZM5.4 8.2l1.8 1.8 3.4-3.8",
  note: "M3.2 2.2h9.6v7.4l-3.4 4.2H3.2V2.2Zm9.6 7.4H9.4v4.2M5.6 5.4h4.8M5.6 8h2.4",
  call: "M4.6 2.4 6.4 2.2l1.2 3-1.4 1a7 7 0 0 0 3.6 3.6l1-1.4 3 1.2-.2 1.8c-.1 1-.9 1.8-1.9 1.7A10.2 10.2 0 0 1 2.9 4.3c-.1-1 .7-1.8 1.7-1.9Z",
  stage: "M2 8h10M8.6 4.4 12.2 8l-3.6 3.6M14 3.4v9.2",
  calendar: "M2.6 3.6h10.8v9.8H2.6V3.6Zm0 3h10.8M5.4 2v2.6M10.6 2v2.6",
  check: "M3 8.6 6.4 12 13 4.6",
  cross: "M4 4l8 8M12 4l-8 8",
  back: "M9.8 3.4 5.2 8l4.6 4.6",
  arrow: "M3 8h9.6M9 4.4 12.6 8 9 11.6",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6",
  shield: "M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4L8 1.8Z",
  alert: "M8 2.4 14.4 13H1.6L8 2.4ZM8 6.4v3.2M8 11.4v.1",
  refresh: "M13.2 8A5.2 5.2 0 1 1 11.4 4M13.4 2v2.8h-2.8",
  exit: "M9.4 2.6H3.2v10.8h6.2M6.6 8h7M11 5.2 13.8 8 11 10.8",
  stop: "M5.5 1.8h5L14.2 5.5v5L10.5 14.2h-5L1.8 10.5v-5L5.5 1.8ZM5 8h6",
  paperclip: "M12.6 7.4 7.8 12.2a3 3 0 0 1-4.2-4.2l5.2-5.2a2 2 0 0 1 2.8 2.8L6.4 10.8a1 1 0 0 1-1.4-1.4l4.6-4.6",
  chart: "M2.4 13.4h11.2M4.2 11V7.6M8 11V3.4M11.8 11V5.8",
  people:
    "M6 7.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM1.8 13.2c0-2.4 1.8-3.8 4.2-3.8s4.2 1.4 4.2 3.8M10.6 3a2.2 2.2 0 0 1 0 4.2M12 9.8c1.4.5 2.2 1.7 2.2 3.4",
  plug: "M6 2v3.2M10 2v3.2M4 5.2h8v2.4a4 4 0 0 1-8 0V5.2ZM8 11.6V14",
  spark: "M8 2l1.4 4.6L14 8l-4.6 1.4L8 14l-1.4-4.6L2 8l4.6-1.4L8 2Z",
  more: "M3.4 8h.1M8 8h.1M12.6 8h.1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className = "size-4" }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
