import { Button } from 'antd'
import { type ReactNode, useId, useRef, useState } from 'react'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, Notice } from '../layout/notice.tsx'
import { w } from '../text.ts'
import type { Said } from './flaws.ts'
import { useCards } from './use-cards.ts'

type Props<T> = {
  values: readonly T[]
  onChange: (values: T[]) => void
  /** A new one; undefined where none can be added now. */
  make: () => T
  /** What the list is called, the button that adds one, and what is said while there is none. */
  words: { list: string; add: string; empty: string }
  nameOf: (value: T, at: number) => string
  noteOf?: (value: T) => ReactNode
  /** What is wrong with one and everything in it. */
  saidOf: (at: number) => readonly Said[]
  /** Who counts on one: told before it goes. */
  referrersOf?: (value: T) => readonly string[]
  draw: (value: T, set: (value: T) => void, at: number) => ReactNode
  /** How many must stay. */
  least?: number
  /** A list within a card: set closer, and always open where its lines are short. */
  inner?: 'folded' | 'open'
}

/** A list whose order matters: each a card that opens, moves up and down, and goes; all by keyboard. */
export function OrderedCards<T>(props: Props<T>) {
  const { values, words, inner } = props
  const root = useRef<HTMLDivElement>(null)
  const cards = useCards(props, root)
  return (
    <div ref={root} className={inner ? 'cards inner' : 'cards'}>
      {values.length > 0 ? (
        <ol aria-label={words.list}>
          {values.map((value, at) => (
            <Card key={cards.keys[at]} {...{ props, cards, value, at }} cardKey={cards.keys[at] ?? at} />
          ))}
        </ol>
      ) : inner ? (
        <p className="hint">{words.empty}</p>
      ) : (
        <EmptyPlace icon="paper" title={words.empty} />
      )}
      {cards.gone ? (
        <Notice
          kind="info"
          action={
            <Button size="small" autoFocus onClick={cards.undo}>
              {w('放回来', 'Put it back')}
            </Button>
          }
        >
          {w(`已去掉“${cards.gone.name}”。`, `“${cards.gone.name}” was removed.`)}
        </Notice>
      ) : null}
      <Button size={inner ? 'small' : 'middle'} icon={<Icon name="plus" size={14} />} onClick={cards.add}>
        {words.add}
      </Button>
      <p className="sr" role="status">
        {cards.said}
      </p>
    </div>
  )
}

type CardProps<T> = { props: Props<T>; cards: ReturnType<typeof useCards<T>>; value: T; at: number; cardKey: number }

function Card<T>({ props, cards, value, at, cardKey }: CardProps<T>) {
  const { values, onChange, nameOf, noteOf, saidOf, referrersOf, draw, inner } = props
  const id = useId()
  const [asksFor, askFor] = useState<readonly string[] | null>(null)
  const name = nameOf(value, at)
  const isOpen = inner === 'open' || cards.open.has(cardKey)
  const remove = () => {
    const referrers = referrersOf?.(value) ?? []
    if (referrers.length > 0) askFor(referrers)
    else cards.remove(at)
  }
  return (
    <li className="card" data-card={cardKey}>
      <div className="card-head">
        <CardName {...{ name, at, id, isOpen }} fixed={inner === 'open'} onToggle={() => cards.toggle(cardKey)} />
        <Marks said={saidOf(at)} />
        <CardActs {...{ name, at }} count={values.length} least={props.least ?? 0} move={cards.move} remove={remove} />
      </div>
      {isOpen || noteOf === undefined ? null : <div className="card-note">{noteOf(value)}</div>}
      {asksFor === null ? null : (
        <StillUsed name={name} by={asksFor} onKeep={() => askFor(null)} onRemove={() => cards.remove(at)} />
      )}
      {isOpen ? (
        <div id={id} className="card-body">
          {draw(value, (next) => onChange(values.map((one, index) => (index === at ? next : one))), at)}
        </div>
      ) : null}
    </li>
  )
}

type CardNameProps = { name: string; at: number; id: string; isOpen: boolean; fixed: boolean; onToggle: () => void }

const CardName = ({ name, at, id, isOpen, fixed, onToggle }: CardNameProps) =>
  fixed ? (
    <span className="card-name">
      <span className="num">{at + 1}</span>
      {name}
    </span>
  ) : (
    <button
      type="button"
      className="card-name"
      aria-expanded={isOpen}
      {...(isOpen ? { 'aria-controls': id } : {})}
      onClick={onToggle}
    >
      <span className={isOpen ? 'card-turn open' : 'card-turn'}>
        <Icon name="right" size={12} />
      </span>
      <span className="num">{at + 1}</span>
      {name}
    </button>
  )

/** How much is wrong in a card, seen while it is closed. */
function Marks({ said }: { said: readonly Said[] }) {
  const errors = said.filter((one) => one.severity === 'error').length
  const warnings = said.length - errors
  return (
    <>
      {errors > 0 ? (
        <span className="due red">
          <Icon name="warning" size={14} />
          {w(`${errors} 处错误`, `${errors} ${errors === 1 ? 'error' : 'errors'}`)}
        </span>
      ) : null}
      {warnings > 0 ? (
        <span className="due amber">
          <Icon name="info" size={14} />
          {w(`${warnings} 处提醒`, `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`)}
        </span>
      ) : null}
    </>
  )
}

type CardActsProps = {
  name: string
  at: number
  count: number
  least: number
  move: (from: number, to: number) => void
  remove: () => void
}

const CardActs = ({ name, at, count, least, move, remove }: CardActsProps) => (
  <span className="card-acts">
    <Button
      type="text"
      data-act="up"
      disabled={at === 0}
      aria-label={w(`上移“${name}”`, `Move “${name}” up`)}
      icon={<Icon name="up" size={14} />}
      onClick={() => move(at, at - 1)}
    />
    <Button
      type="text"
      data-act="down"
      disabled={at === count - 1}
      aria-label={w(`下移“${name}”`, `Move “${name}” down`)}
      icon={<Icon name="down" size={14} />}
      onClick={() => move(at, at + 1)}
    />
    <Button
      type="text"
      disabled={count <= least}
      title={count <= least ? w(`至少要有 ${least} 个`, `At least ${least} must stay`) : undefined}
      aria-label={w(`去掉“${name}”`, `Remove “${name}”`)}
      icon={<Icon name="cross" size={14} />}
      onClick={remove}
    />
  </span>
)

type StillUsedProps = { name: string; by: readonly string[]; onKeep: () => void; onRemove: () => void }

/** Said before something goes that others count on. */
const StillUsed = ({ name, by, onKeep, onRemove }: StillUsedProps) => (
  <div className="still-used" role="alert">
    <p>
      {w(
        `“${name}”还被用到：${by.join('、')}。去掉以后，这些地方要另改。`,
        `“${name}” is still used by: ${by.join(', ')}. Once it is gone they must be changed as well.`,
      )}
    </p>
    <p className="actions">
      <Button size="small" autoFocus onClick={onKeep}>
        {w('留着', 'Keep it')}
      </Button>
      <Button size="small" danger onClick={onRemove}>
        {w('仍然去掉', 'Remove it all the same')}
      </Button>
    </p>
  </div>
)
