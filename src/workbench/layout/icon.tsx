const paths = {
  overdue: 'M8 1.5 15 14H1L8 1.5Zm0 4.2v4M8 11.4v.9',
  soon: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM8 4.6V8l2.6 1.6',
  time: 'M2.2 8.4 6.2 12.4 13.8 4.2',
  stopped: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM6.2 5.6v4.8M9.8 5.6v4.8',
  waiting:
    'M3 2.2h10M3 13.8h10M4.2 2.2c0 3.6 3.8 3.6 3.8 5.8s-3.8 2.2-3.8 5.8M11.8 2.2c0 3.6-3.8 3.6-3.8 5.8s3.8 2.2 3.8 5.8',
  closed: 'M2.5 5.5h11v8h-11zM1.5 2.5h13v3h-13zM6.2 8.2h3.6',
  inbox: 'M1.8 9.2h3.6l1 2h3.2l1-2h3.6M1.8 9.2 4 2.6h8l2.2 6.6v4.2H1.8z',
  mine: 'M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM2.4 14c.4-3 2.6-4.6 5.6-4.6S13.2 11 13.6 14',
  done: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM5 8.2l2.2 2.2L11.2 6',
  search: 'M6.8 2a4.8 4.8 0 1 1 0 9.6A4.8 4.8 0 0 1 6.8 2ZM10.4 10.4 14 14',
  catalogue:
    'M2.2 2.4h4.4c.8 0 1.4.6 1.4 1.4v10c0-.8-.6-1.4-1.4-1.4H2.2zM13.8 2.4H9.4C8.6 2.4 8 3 8 3.8v10c0-.8.6-1.4 1.4-1.4h4.4z',
  route: 'M1.6 4.2h4.8v3.6H1.6zM9.6 8.2h4.8v3.6H9.6zM6.4 6h3.2v4',
  paper: 'M3.2 1.6h6.2l3.4 3.4v9.4H3.2zM9.2 1.8v3.4h3.4M5.4 8.4h5.2M5.4 11h5.2',
  check: 'M2.6 8.4 6.4 12.2 13.4 4.4',
  cross: 'M3.4 3.4 12.6 12.6M12.6 3.4 3.4 12.6',
  warning: 'M8 1.5 15 14H1L8 1.5Zm0 4.2v4M8 11.4v.9',
  info: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM8 7.2v4M8 4.6v.9',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
  plus: 'M8 2.6v10.8M2.6 8h10.8',
  minus: 'M2.6 8h10.8',
  turn: 'M12.8 6.2A5.2 5.2 0 1 0 13 9.4M13.2 2.6v3.8H9.4',
  copy: 'M5.4 5.4h8v8h-8zM10.6 5.2V2.6h-8v8h2.6',
  out: 'M6.4 3H2.8v10.2H13V9.6M9 2.8h4.2V7M13 3 7.4 8.6',
} as const

export type IconName = keyof typeof paths

/** Our own few marks: one stroke, the colour of the text beside them. Words carry the meaning, so they are hidden from readers. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
