import { randomUUID } from 'node:crypto'
import { type Db, sql } from '../src/base/index.ts'
import { type Handling, submitCaseFile } from '../src/handling/index.ts'
import { keepAccount, type Session, setRoles } from '../src/identity/index.ts'
import { asAnswered, loadCity, type ServiceItem } from '../src/management/index.ts'

const now = () => Temporal.Now.instant()
const county = '410802000000'

/** Publishes a route for a measurement; the same text again changes nothing. */
async function publishRoute(db: Db, key: string, xml: string): Promise<void> {
  await sql`insert into process_definitions (key, version, state, title, xml, published_by, published_at)
    values (${key}, 1, 'published', '{"zh":"测","en":"bench"}'::jsonb, ${xml}, 'bench', now()) on conflict do nothing`.execute(
    db,
  )
}

/** A route made of these elements in a row, each given as XML with its id. */
export const rowOf = (key: string, elements: readonly { id: string; xml: string }[]): string => {
  const ids = ['start', ...elements.map((one) => one.id), 'end']
  const flows = ids
    .slice(1)
    .map((id, at) => `<bpmn:sequenceFlow id="f${at}" sourceRef="${ids[at]}" targetRef="${id}" />`)
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bantuo="https://bantuo.example/bpmn" id="${key}-d" targetNamespace="t">
  <bpmn:process id="${key}" isExecutable="true"><bpmn:startEvent id="start" />${elements.map((one) => one.xml).join('')}<bpmn:endEvent id="end" />${flows.join('')}</bpmn:process></bpmn:definitions>`
}

/** A district's desk on the bench's database: an applicant, an officer, and an item that runs by the given route. */
export async function openDesk(db: Db, key: string, xml: string) {
  await publishRoute(db, key, xml)
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  const handling: Handling = { db, city: () => city, clock: now }
  const found = city.findItemFor('S0005', county)?.item
  if (found === undefined) throw new Error('no item')
  const item: ServiceItem = asAnswered({ ...found, content: { ...found.content, route: key } }, {})
  const signIn = async (kind: 'person' | 'officer', name: string): Promise<Session> => {
    const account = await keepAccount(db, {
      issuer: 'bench',
      subject: `${key}-${kind}`,
      kind,
      name,
      profile: { residentIdNo: '11010519491231002X', mobile: '13800000000' },
      at: now(),
    })
    if (account === null) throw new Error('no account')
    const place = { divisionCode: item.authority.divisionCode, authorityCode: item.authority.creditCode }
    const roles = kind === 'officer' ? ([{ role: 'examiner', ...place }] as const) : []
    if (kind === 'officer') await setRoles(db, account.accountId, roles)
    return { account, roles, csrf: '', mandate: null }
  }
  const applicant = await signIn('person', '演示')
  const officer = await signIn('officer', '审查（演示）')
  const brought = item.content.materials
    .filter((one) => one.kind !== 'form' && one.heldBy === null)
    .map((one) => one.no)
  /** Submits a case; it begins on the route at once. */
  const submit = async (): Promise<{ caseId: string; caseNo: string }> => {
    const answer = await submitCaseFile(handling, {
      session: applicant,
      item,
      divisionCode: county,
      channel: 'api',
      answers: {},
      form: {
        applicantName: '演示',
        residentIdNo: '11010519491231002X',
        mobile: '13800000000',
        address: '民生街 1 号',
        request: '演示',
      },
      materials: [],
      brought,
      delivery: 'online',
      commitment: null,
      declared: true,
      key: randomUUID(),
      draftId: null,
    })
    if ('refused' in answer) throw new Error(`${answer.sentence.zh} ${JSON.stringify(answer.flaws)}`)
    return answer
  }
  return { handling, officer, submit }
}

/** Does something so many times, eight at once. */
export async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const done: T[] = []
  let left = count
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0) done.push(await work())
    }),
  )
  return done
}

/** Waits until the feed is read to its end: a follower that catches up with what an earlier part left behind would be measured too. */
export async function untilFeedIsRead(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ behind: boolean }>`select exists (select from feed_cursors f where exists
        (select from events e where (e.tx, e.feed_no) > (f.tx, f.feed_no))) as behind`.execute(db)
    if (!rows[0]?.behind) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
