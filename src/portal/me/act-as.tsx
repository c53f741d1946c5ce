import { Csrf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/** The button with which one acts for another, or for oneself again ('' as `id`), and goes on at `back`. */
export const ActAs = ({ view, id, text, back }: { view: View; id: string; text: string; back?: string }) => (
  <form method="post" action="/me/act-for">
    <Csrf view={view} />
    <input type="hidden" name="mandate" value={id} />
    {back === undefined ? null : <input type="hidden" name="return" value={back} />}
    <button type="submit" className={back === undefined ? 'plain' : undefined}>
      {/* A button lays out its children side by side: words and name are one of them. */}
      <span>
        <Mixed view={view} text={text} />
      </span>
    </button>
  </form>
)
