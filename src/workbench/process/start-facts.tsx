import { w } from '../text.ts'
import { type Facts, tellFact, writeFact } from './fact-text.ts'
import { Line } from './line.tsx'
import { TypedInput } from './typed-field.tsx'

type Props = { asks: readonly string[]; facts: Facts; onTell: (facts: Facts) => void }

/** What is known of the case that is tried out, as far as the route's conditions read it; another fact begins it anew. */
export function StartFacts({ asks, facts, onTell }: Props) {
  if (asks.length === 0) return null
  return (
    <details className="start-facts">
      <summary>{w(`一开始就知道的（${asks.length}）`, `Known at the start (${asks.length})`)}</summary>
      <p className="hint">
        {w(
          '数字、true、false 照写；其余都是文字，文字里的数字加引号："300"。留空就是不知道。改了就从头再走。',
          'Write numbers, true and false as they are; the rest is text, and a number that is text stands in quotes: "300". Empty is not known. A change begins anew.',
        )}
      </p>
      {asks.map((name) => (
        <Line key={name} label={name}>
          <TypedInput
            value={writeFact(facts[name])}
            disabled={false}
            spellCheck={false}
            onChange={(text) => onTell(tellFact(facts, name, text))}
          />
        </Line>
      ))}
    </details>
  )
}
