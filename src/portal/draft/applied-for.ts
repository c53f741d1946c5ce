import type { Flaw, Refusal, Text } from '#base'
import type { Assessment, SubmitInput, submissionFlaws } from '#handling'
import type { EntryContent, ItemTables } from '#management'

/** What is handed in, as the pages gathered it: the same for an item and for a bundle. */
export type Gathered = Omit<SubmitInput, 'item' | 'walkIn'>

/** The same before it is complete: a look at what is still missing. */
export type Unfinished = Parameters<typeof submissionFlaws>[0]

/** A paper that nobody uploads, because another member's result becomes it. */
export type ProvidedText = { name: Text; of: Text; for: Text }

/** One item as its own tables see the application; in a bundle with the name of the item. */
export type Assessed = Assessment & { name: Text | null; feeText: Text }

/** What an application is for: one item, or a bundle of several (一件事). Its pages ask the same way of both. */
export type AppliedFor = {
  /** For a bundle: what it asks under the answers given so far. */
  content: Pick<
    EntryContent,
    'name' | 'subjects' | 'questions' | 'form' | 'materials' | 'delivery' | 'route' | 'tables'
  >
  /** The item's table of papers; a bundle's papers are chosen already. */
  tables: Pick<ItemTables, 'papers'>
  /** Addresses of the guide and of the validator for the browser. */
  guide: string
  check: string
  /** For a bundle: the items it will make cases of; for an item alone: none. */
  covers: readonly Text[]
  /** For which items a paper is asked; for an item alone: none. */
  usesOf: (materialNo: number) => readonly Text[]
  provided: readonly ProvidedText[]
  /** What the answers alone show to be wrong: in a bundle, that nothing was chosen, or what nobody decides where the applicant is. */
  choiceFlaws: readonly Flaw[]
  flaws: (unfinished: Unfinished, today: Temporal.PlainDate) => Flaw[]
  /** What the items' own tables say of it as it stands: who qualifies, what it costs. Those without tables are left out. */
  assess: (unfinished: Unfinished, today: Temporal.PlainDate) => Assessed[]
  /** Submits it and gives the address of what came of it. */
  submit: (gathered: Gathered) => Promise<string | Refusal>
}
