import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { type Answer, newKey, problemOf } from '../api-client.ts'
import { isKept, useKept } from '../case-file/kept-values.ts'
import type { Asking, CounterApplication } from '../counter-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import { errorOf, errorsElsewhere, type Problem } from '../problem.ts'
import { t, w } from '../text.ts'
import { ApplicantBlock, type Block, DeliveryBlock, FieldError, PapersBlock, SituationBlock } from './entry-blocks.tsx'
import {
  applicationOf,
  type Entry,
  emptyEntry,
  enteredAt,
  isAsked,
  questionsFor,
  stopOf,
  valuesOf,
} from './entry-values.ts'
import { GroupInput, SimpleInput } from './field-input.tsx'

type Props<G extends Asking, R> = {
  /** What it is kept under in this tab, and what answers are asked of. */
  name: string
  guide: G
  divisionCode: string
  /** The same for these answers: what they select. */
  ask: (answers: Entry['answers']) => Promise<G>
  receive: (application: CounterApplication, key: string) => Promise<Answer<R>>
  onReceived: (received: R) => void
  /** What the rules or the bundle say of these answers. */
  said: (guide: G) => ReactNode
  /** It cannot be taken in now, which is said above: what was entered stays. */
  isShut?: boolean
  /** The server refused because something is otherwise than when the page was opened. */
  onStale?: () => void
}

const entryKey = (name: string): string => `counter.${name}`

/** Has somebody begun to enter this here? */
export const isBegun = (name: string): boolean => isKept(entryKey(name))

/** Pointers of what is on show: the rest is said on top. */
const pointersOf = (guide: Asking, entry: Entry, values: Entry['form']): string[] => [
  ...['name', 'code', 'mobile', 'handler', 'kind'].map((one) => `/applicant/${one}`),
  ...guide.questions.map((one) => `/answers/${one.id}`),
  ...guide.form.sections.flatMap((section) =>
    section.fields
      .filter((field) => isAsked(field, entry, values))
      .flatMap((field) =>
        field.type === 'group'
          ? [
              `/form/${field.id}`,
              ...(Array.isArray(entry.form[field.id]) ? (entry.form[field.id] as unknown[]) : []).flatMap((_, at) =>
                field.fields.map((one) => `/form/${field.id}/${at}/${one.id}`),
              ),
            ]
          : [`/form/${field.id}`],
      ),
  ),
  ...guide.materials.map((one) => `/materials/${one.no}`),
  '/delivery',
  '/declared',
  '/commitment',
]

/** What the answers given so far select. The last answer stays on show until the next is there, but nothing is sent by it. */
function useAsked<G extends Asking>(
  { name, ask, guide }: Pick<Props<G, unknown>, 'name' | 'ask' | 'guide'>,
  answers: Entry['answers'],
) {
  const asked = useQuery({
    queryKey: ['situation', name, answers],
    queryFn: () => ask(answers),
    staleTime: 300_000,
    placeholderData: (before) => before,
  })
  const shown: G = asked.data ?? guide
  return { asked, shown, current: asked.isPlaceholderData ? null : (asked.data?.situation ?? null) }
}

type Sending = { guide: Asking; entry: Entry; situation: Asking['situation']; forget: () => void }

function useReceiving<G extends Asking, R>(props: Props<G, R>, { guide, entry, situation, forget }: Sending) {
  const { divisionCode, receive, onReceived, onStale } = props
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [refused, setRefused] = useState<{ problem: Problem; entry: Entry } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    if (situation === null) return
    setBusy(true)
    setRefused(null)
    const answer = await receive(applicationOf(guide, situation, divisionCode, entry), entry.key)
    setBusy(false)
    if (!answer.ok) {
      setRefused({ problem: withMissing(answer.problem, guide, entry), entry })
      if (answer.problem.status === 409) onStale?.()
      return
    }
    forget()
    for (const name of ['inbox', 'counts', 'search']) void cache.invalidateQueries({ queryKey: [name] })
    message.success(w('已收件，可以打印收件凭证', 'Received; the receipt can be printed'))
    onReceived(answer.value)
  }
  const problem = useMemo(() => refused && stillWrong(refused, entry), [refused, entry])
  return { refused, problem, isBusy, send }
}

/** What was refused, as far as it stands as it stood: what was changed since is not called wrong before it is sent again. */
function stillWrong({ problem, entry: sent }: { problem: Problem; entry: Entry }, entry: Entry): Problem | null {
  if (problem.errors.length === 0) return problem
  const errors = problem.errors.filter(({ pointer }) => enteredAt(sent, pointer) === enteredAt(entry, pointer))
  return errors.length === 0 ? null : { ...problem, errors }
}

/** What the server refused, with what is plainly missing besides: whoever stands at the counter is told once. */
function withMissing(problem: Problem, guide: Asking, entry: Entry): Problem {
  const signed = w('请确认申请人已在申请表上签字。', 'Confirm that the applicant signed the application.')
  const missing = [
    ...questionsFor(guide.questions, entry.answers)
      .filter((one) => (entry.answers[one.id] ?? '') === '')
      .map((one) => ({ pointer: `/answers/${one.id}`, detail: w('请选择一项。', 'Choose one.') })),
    ...(entry.declared ? [] : [{ pointer: '/declared', detail: signed }]),
  ]
  const told = problem.errors.filter((one) => !one.pointer.endsWith('/declared'))
  const more = missing.filter((one) => !told.some(({ pointer }) => pointer.endsWith(one.pointer)))
  // Only where something of the entry is at fault: a server that is away says nothing of it.
  if (problem.status !== 422 || more.length === 0) return problem
  const detail = w('还有内容没有填好，请看下面的提示。', 'Something is still missing; see below.')
  return { ...problem, detail, errors: [...told, ...more] }
}

type SectionsProps = Block & { values: Entry['form'] }

/** The form of the item, section by section; what nobody asks in this situation is left out. */
const FormSections = ({ guide, entry, values, change, errorAt }: SectionsProps) =>
  guide.form.sections.map((section) => {
    const fields = section.fields.filter((field) => isAsked(field, entry, values))
    return fields.length === 0 ? null : (
      <fieldset key={section.id} className="entry-block">
        <legend>{t(section.title)}</legend>
        <div className="entry-fields">
          {fields.map((field) => {
            const set = (next: unknown) => change({ form: { ...entry.form, [field.id]: next } })
            const given = { value: values[field.id], onChange: set }
            return field.type === 'group' ? (
              <GroupInput key={field.id} field={field} errorAt={errorAt} {...given} />
            ) : (
              <SimpleInput key={field.id} field={field} error={errorAt(`/form/${field.id}`)} {...given} />
            )
          })}
        </div>
      </fieldset>
    )
  })

/** Everything that is asked of somebody at the counter, on one page: nothing is behind a next button. */
export function EntryForm<G extends Asking, R>(props: Props<G, R>) {
  const { name, guide: first, said, isShut = false } = props
  const { values: entry, change, forget } = useKept<Entry>(entryKey(name), emptyEntry(first, newKey()))
  const { asked, shown: guide, current } = useAsked(props, entry.answers)
  const { refused, problem, isBusy, send } = useReceiving(props, { guide, entry, situation: current, forget })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (refused !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [refused])
  const errorAt = (pointer: string) => errorOf(problem, pointer)
  const values = valuesOf(guide, entry)
  const elsewhere = errorsElsewhere(problem, pointersOf(guide, entry, values))
  const stop = stopOf(guide.questions, entry.answers)
  const blocks = { guide, entry, change, errorAt }
  return (
    <form
      ref={form}
      noValidate
      className="entry-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {problem && !isShut ? <ProblemNotice problem={problem} onRefresh={() => void send()} /> : null}
      {elsewhere.map((sentence) => (
        <p key={sentence} className="field-error" role="alert">
          <Icon name="warning" size={14} />
          {sentence}
        </p>
      ))}
      <ApplicantBlock {...blocks} />
      <SituationBlock {...blocks} />
      {asked.isError ? <ProblemNotice problem={problemOf(asked.error)} onRefresh={() => void asked.refetch()} /> : null}
      {guide.situation ? said(guide) : null}
      {stop ? (
        <Notice kind="amber">{t(stop.why)}</Notice>
      ) : (
        <>
          <FormSections {...blocks} values={values} />
          {guide.situation ? <PapersBlock {...blocks} situation={guide.situation} /> : null}
          <DeliveryBlock {...blocks} />
          <div className="entry-end">
            <Checkbox
              checked={entry.declared}
              aria-invalid={errorAt('/declared') ? true : undefined}
              onChange={(event) => change({ declared: event.target.checked })}
            >
              {w(
                '申请人已核对所填内容，并在申请表上签字声明真实',
                'The applicant has read what is entered and signed that it is true',
              )}
            </Checkbox>
            <FieldError error={errorAt('/declared')} />
            <Button
              type="primary"
              size="large"
              htmlType="submit"
              loading={isBusy}
              disabled={current === null || isShut}
            >
              {w('收件，出具收件凭证', 'Receive and issue the receipt')}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
