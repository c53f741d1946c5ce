import { expect, test } from 'vitest'
import type { Mandate, OfficerRole, Role, Session } from '#identity'
import type { Applicant } from './case-event.ts'
import { type CaseFile, type CaseState, reduceCaseFile, type Task } from './case-file.ts'
import { may, rolesFor } from './may.ts'
import { allows, type MoveName, movesOf } from './moves.ts'

// A district's bureau decides; in two-level routes the office of the township where the applicant lives examines first.
const district = '410802000000'
const township = '410802001000'
const bureau = '11410802MB0000001A'
const office = '11410802MB0000002B'
const otherBureau = '11410802MB0000003C'

const account = (accountId: string, kind: 'person' | 'officer') => ({
  accountId,
  kind,
  name: accountId,
  profile: {},
  preferences: {},
})
const person = (accountId: string, mandate: Mandate | null = null): Session => ({
  account: account(accountId, 'person'),
  roles: [],
  csrf: '',
  mandate,
})
const officer = (...held: [Role, string, string | null][]): Session => ({
  account: account('officer', 'officer'),
  roles: held.map(([role, divisionCode, authorityCode]): OfficerRole => ({ role, divisionCode, authorityCode })),
  csrf: '',
  mandate: null,
})
const mandate = (mandateId: string, principal: Partial<Mandate>): Mandate => ({
  mandateId,
  principalKind: 'natural',
  principalAccountId: 'old-man',
  principalCode: null,
  principalName: '',
  agentAccountId: 'agent',
  scope: { type: 'all' },
  validFrom: Temporal.PlainDate.from('2026-01-01'),
  validUntil: Temporal.PlainDate.from('2026-12-31'),
  revokedAt: null,
  mayDelegate: false,
  ...principal,
})
const firm = { principalKind: 'legal', principalAccountId: 'the-firm', principalCode: '91410800MA0000007L' } as const

/** Everybody who could come to a case, by what they are to it. */
const people: Record<string, Session> = {
  'the applicant': person('old-man'),
  'his agent, acting for him': person('agent', mandate('m-1', {})),
  'his agent, for himself or dismissed': person('agent'),
  'his agent, acting for another man': person('agent', mandate('m-2', { principalAccountId: 'another' })),
  'his other agent': person('neighbour', mandate('m-3', { agentAccountId: 'neighbour' })),
  'the agent of a firm': person('clerk-of-firm', mandate('m-4', { ...firm, agentAccountId: 'clerk-of-firm' })),
  'a village agent without mandate': person('village-agent'),
  'a stranger': person('stranger'),
  'an officer without any role': officer(),
  'a village agent among officers': officer(['village-agent', district, null]),
  'a clerk of the district’s hall': officer(['counter-clerk', district, null]),
  'a clerk of the bureau': officer(['counter-clerk', district, bureau]),
  'a clerk of another bureau': officer(['counter-clerk', district, otherBureau]),
  'a clerk of the township': officer(['counter-clerk', township, null]),
  'a clerk of the next district': officer(['counter-clerk', '410803000000', null]),
  'an examiner of the bureau': officer(['examiner', district, bureau]),
  'an examiner of the township’s office': officer(['examiner', township, office]),
  'an examiner of another bureau': officer(['examiner', district, otherBureau]),
  'a decider of the bureau': officer(['decider', district, bureau]),
  'a decider of another bureau': officer(['decider', district, otherBureau]),
  'who examines and decides': officer(['examiner', district, bureau], ['decider', district, bureau]),
  'a supervisor of the city': officer(['supervisor', '410800000000', null]),
  'a supervisor of the next district': officer(['supervisor', '410803000000', null]),
  'a catalogue editor': officer(['catalogue-editor', '410800000000', null]),
  'an administrator': officer(['administrator', '410800000000', null]),
  'the applicant, who is a clerk': {
    ...officer(['counter-clerk', district, null], ['examiner', district, bureau], ['decider', district, bureau]),
    account: account('old-man', 'officer'),
  },
}

const applicant: Applicant = {
  kind: 'natural',
  name: '张大爷（演示）',
  code: '440524188001010014',
  mobile: '13800000002',
  accountId: 'old-man',
  agent: { accountId: 'agent', name: '周姐（演示）', mandateId: 'm-1' },
}
const task = (role: string, stage: string, more: Partial<Task> = {}): Task => ({
  token: 1,
  element: stage,
  name: stage,
  role,
  stage,
  authorityCode: bureau,
  divisionCode: district,
  instant: false,
  assignee: null,
  openedAt: Temporal.Instant.from('2026-03-02T01:30:00Z'),
  ...more,
})
function caseIn(state: CaseState, ...tasks: Task[]): CaseFile {
  const data = {
    item: { entryId: 'S', entryRevision: 1, overrideRevision: 0, authorityCode: bureau },
    itemCode: '',
    itemName: '',
    divisionCode: '410802001001',
    route: { key: 'standard', version: 1 },
    applicant,
    channel: 'village' as const,
    answers: {},
    form: {},
    materials: [],
    brought: [],
    delivery: 'online' as const,
    commitment: null,
    receivedOn: '2026-03-02',
  }
  const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
  const actor = { kind: 'person' as const, accountId: 'agent', name: '' }
  const opened = reduceCaseFile({ cityCode: '4108', caseId: 'c', caseNo: 'n' }, [
    { type: 'submitted', data, seq: 1, at, actor },
  ])
  return { ...opened, state, tasks, places: tasks }
}

/** Every progress of a case. */
const progress: Record<string, CaseFile> = {
  submitted: caseIn('submitted', task('counter-clerk', 'acceptance')),
  correcting: caseIn('correcting', task('counter-clerk', 'acceptance')),
  '1st exam': caseIn('accepted', task('examiner', 'examination', { divisionCode: township, authorityCode: office })),
  examined: caseIn('accepted', task('examiner', 'examination')),
  deciding: caseIn('accepted', task('decider', 'decision')),
  instant: caseIn('accepted', task('counter-clerk', 'decision', { instant: true })),
  // Several departments on one case: each at its own task.
  precheck: caseIn(
    'submitted',
    task('examiner', 'precheck'),
    task('examiner', 'precheck', { authorityCode: otherBureau }),
  ),
  // Accepted by law while a department had not looked yet: its step is still to be finished.
  'late look': caseIn('accepted', task('examiner', 'precheck', { authorityCode: otherBureau })),
  opinions: caseIn('accepted', task('examiner', 'opinion', { authorityCode: otherBureau })),
  procedure: caseIn('accepted', task('examiner', 'procedure', { authorityCode: otherBureau })),
  'own step': caseIn('accepted', task('counter-clerk', 'step')),
  'step after': caseIn('granted', task('examiner', 'step')),
  'step denied': caseIn('denied', task('counter-clerk', 'step')),
  'step open': caseIn('submitted', task('counter-clerk', 'step')),
  'step told': caseIn('correcting', task('counter-clerk', 'step')),
  granted: caseIn('granted', task('counter-clerk', 'delivery')),
  'to check': caseIn('granted', task('examiner', 'follow-up')),
  over: caseIn('granted'),
  denied: caseIn('denied'),
  declined: caseIn('declined'),
  withdrawn: caseIn('withdrawn'),
  terminated: caseIn('terminated'),
  revoked: caseIn('revoked'),
}

/** One letter for each move, in the order in which they are written. */
const letters: Record<MoveName, string> = {
  'receive-material': 'm',
  'check-material': 'c',
  'request-correction': 'q',
  accept: 'a',
  decline: 'n',
  examine: 'e',
  'propose-correction': 'b',
  'give-opinion': 'o',
  'finish-procedure': 'z',
  'complete-step': 'd',
  decide: 'D',
  'stop-clock': 's',
  'start-clock': 't',
  extend: 'x',
  deliver: 'h',
  'follow-up': 'f',
  overturn: 'v',
  terminate: 'T',
  supplement: 'p',
  'supply-deferred': 'y',
  withdraw: 'w',
}
const moves = Object.keys(letters) as MoveName[]

const cell = (session: Session, caseFile: CaseFile): string =>
  [
    may(session, 'read', caseFile, district) ? 'R' : '',
    ...moves.map((move) => (allows(caseFile, move) && may(session, move, caseFile, district) ? letters[move] : '')),
  ].join('') || '·'

const line = (name: string, cells: readonly string[]): string =>
  [name.padEnd(38), ...cells.map((one) => one.padEnd(11))].join('').trimEnd()
const drawn = (columns: readonly string[]): string =>
  [
    line('', columns),
    ...Object.entries(people).map(([who, session]) =>
      line(
        who,
        columns.map((one) => cell(session, progress[one] as CaseFile)),
      ),
    ),
  ].join('\n')
const written = (table: string): string =>
  table
    .split('\n')
    .map((one) => one.replace(/^ {2}/, ''))
    .filter((one) => one !== '')
    .join('\n')

test('who may do what before a decision: R reads; the letters of the moves stand above', () => {
  const columns = ['submitted', 'correcting', '1st exam', 'examined', 'deciding', 'instant']
  expect(drawn(columns)).toBe(
    written(`
                                        submitted  correcting 1st exam   examined   deciding   instant
  the applicant                         Rw         Rpw        Ryw        Ryw        Ryw        Ryw
  his agent, acting for him             Rw         Rpw        Ryw        Ryw        Ryw        Ryw
  his agent, for himself or dismissed   ·          ·          ·          ·          ·          ·
  his agent, acting for another man     ·          ·          ·          ·          ·          ·
  his other agent                       ·          ·          ·          ·          ·          ·
  the agent of a firm                   ·          ·          ·          ·          ·          ·
  a village agent without mandate       ·          ·          ·          ·          ·          ·
  a stranger                            ·          ·          ·          ·          ·          ·
  an officer without any role           ·          ·          ·          ·          ·          ·
  a village agent among officers        ·          ·          ·          ·          ·          ·
  a clerk of the district’s hall        Rmcqan     Rmcan      Rm         Rm         Rm         RmD
  a clerk of the bureau                 Rmcqan     Rmcan      Rm         Rm         Rm         RmD
  a clerk of another bureau             ·          ·          ·          ·          ·          ·
  a clerk of the township               ·          ·          R          ·          ·          ·
  a clerk of the next district          ·          ·          ·          ·          ·          ·
  an examiner of the bureau             R          R          R          Rcest      Re         Re
  an examiner of the township’s office  ·          ·          Rcest      ·          ·          ·
  an examiner of another bureau         ·          ·          ·          ·          ·          ·
  a decider of the bureau               RT         RT         RDxT       RDxT       RDstxT     RxT
  a decider of another bureau           ·          ·          ·          ·          ·          ·
  who examines and decides              RT         RT         RDxT       RceDstxT   ReDstxT    RexT
  a supervisor of the city              R          R          R          R          R          R
  a supervisor of the next district     ·          ·          ·          ·          ·          ·
  a catalogue editor                    ·          ·          ·          ·          ·          ·
  an administrator                      ·          ·          ·          ·          ·          ·
  the applicant, who is a clerk         Rw         Rpw        Ryw        Ryw        Ryw        Ryw`),
  )
})

test('who may do what afterwards', () => {
  const columns = ['granted', 'to check', 'over', 'denied', 'declined', 'withdrawn', 'terminated', 'revoked']
  expect(drawn(columns)).toBe(
    written(`
                                        granted    to check   over       denied     declined   withdrawn  terminated revoked
  the applicant                         Ry         Ry         Ry         R          R          R          R          R
  his agent, acting for him             Ry         Ry         Ry         R          R          R          R          R
  his agent, for himself or dismissed   ·          ·          ·          ·          ·          ·          ·          ·
  his agent, acting for another man     ·          ·          ·          ·          ·          ·          ·          ·
  his other agent                       ·          ·          ·          ·          ·          ·          ·          ·
  the agent of a firm                   ·          ·          ·          ·          ·          ·          ·          ·
  a village agent without mandate       ·          ·          ·          ·          ·          ·          ·          ·
  a stranger                            ·          ·          ·          ·          ·          ·          ·          ·
  an officer without any role           ·          ·          ·          ·          ·          ·          ·          ·
  a village agent among officers        ·          ·          ·          ·          ·          ·          ·          ·
  a clerk of the district’s hall        Rmh        Rmh        Rmh        R          R          R          R          R
  a clerk of the bureau                 Rmh        Rmh        Rmh        R          R          R          R          R
  a clerk of another bureau             ·          ·          ·          ·          ·          ·          ·          ·
  a clerk of the township               ·          ·          ·          ·          ·          ·          ·          ·
  a clerk of the next district          ·          ·          ·          ·          ·          ·          ·          ·
  an examiner of the bureau             Rf         Rf         Rf         R          R          R          R          R
  an examiner of the township’s office  ·          ·          ·          ·          ·          ·          ·          ·
  an examiner of another bureau         ·          ·          ·          ·          ·          ·          ·          ·
  a decider of the bureau               Rv         Rv         Rv         R          R          R          R          R
  a decider of another bureau           ·          ·          ·          ·          ·          ·          ·          ·
  who examines and decides              Rfv        Rfv        Rfv        R          R          R          R          R
  a supervisor of the city              R          R          R          R          R          R          R          R
  a supervisor of the next district     ·          ·          ·          ·          ·          ·          ·          ·
  a catalogue editor                    ·          ·          ·          ·          ·          ·          ·          ·
  an administrator                      ·          ·          ·          ·          ·          ·          ·          ·
  the applicant, who is a clerk         Ry         Ry         Ry         R          R          R          R          R`),
  )
})

test('in a joint case each department acts at its own task, and nobody at another’s', () => {
  expect(drawn(['precheck', 'opinions', 'procedure', 'own step', 'step denied'])).toBe(
    written(`
                                        precheck   opinions   procedure  own step   step denied
  the applicant                         Rw         Ryw        Ryw        Ryw        R
  his agent, acting for him             Rw         Ryw        Ryw        Ryw        R
  his agent, for himself or dismissed   ·          ·          ·          ·          ·
  his agent, acting for another man     ·          ·          ·          ·          ·
  his other agent                       ·          ·          ·          ·          ·
  the agent of a firm                   ·          ·          ·          ·          ·
  a village agent without mandate       ·          ·          ·          ·          ·
  a stranger                            ·          ·          ·          ·          ·
  an officer without any role           ·          ·          ·          ·          ·
  a village agent among officers        ·          ·          ·          ·          ·
  a clerk of the district’s hall        Rmqan      Rm         Rm         Rmd        Rd
  a clerk of the bureau                 Rmqan      Rm         Rm         Rmd        Rd
  a clerk of another bureau             R          R          R          ·          ·
  a clerk of the township               ·          ·          ·          ·          ·
  a clerk of the next district          ·          ·          ·          ·          ·
  an examiner of the bureau             Rb         Re         Re         Re         R
  an examiner of the township’s office  ·          ·          ·          ·          ·
  an examiner of another bureau         Rb         Rost       Rz         ·          ·
  a decider of the bureau               RT         RDxT       RDxT       RDxT       R
  a decider of another bureau           R          R          R          ·          ·
  who examines and decides              RbT        ReDxT      ReDxT      ReDxT      R
  a supervisor of the city              R          R          R          R          R
  a supervisor of the next district     ·          ·          ·          ·          ·
  a catalogue editor                    ·          ·          ·          ·          ·
  an administrator                      ·          ·          ·          ·          ·
  the applicant, who is a clerk         Rw         Ryw        Ryw        Ryw        R`),
  )
})

test('every move of every state is somebody’s, and every move has a letter of its own', () => {
  expect(new Set(Object.values(letters)).size).toBe(moves.length)
  expect(Object.keys(rolesFor).toSorted()).toEqual(moves.toSorted())
  for (const [state, cases] of Map.groupBy(Object.values(progress), (caseFile) => caseFile.state)) {
    const seen = cases.flatMap((caseFile) => Object.values(people).map((session) => cell(session, caseFile))).join('')
    // Whoever waits for nobody would wait for ever.
    for (const move of movesOf[state]) expect(seen, `${state} ${move}`).toContain(letters[move])
  }
})

test('a firm’s case is its own, whoever submitted it: who acts for it today sees it, who was dismissed does not', () => {
  const ofFirm: CaseFile = {
    ...caseIn('submitted', task('counter-clerk', 'acceptance')),
    applicant: {
      kind: 'legal',
      name: '好味道（演示）',
      code: firm.principalCode,
      mobile: '13800000003',
      accountId: firm.principalAccountId,
      agent: { accountId: 'bookkeeper', name: '刘会计（演示）', mandateId: 'm-9' },
    },
  }
  const acting = (accountId: string, over: Partial<Mandate>) =>
    person(accountId, mandate('m-10', { ...firm, agentAccountId: accountId, ...over }))
  const everyone = {
    'who submitted it, acting for the firm': acting('bookkeeper', {}),
    'who submitted it, under a new mandate for this item': acting('bookkeeper', {
      scope: { type: 'entries', entryIds: ['S'] },
    }),
    'who submitted it, dismissed': person('bookkeeper'),
    'who submitted it, for other items now': acting('bookkeeper', { scope: { type: 'entries', entryIds: ['T'] } }),
    'who represents the firm': acting('head', { mayDelegate: true }),
    'who represents it, acting for themselves': person('head'),
    'a colleague with a mandate for this item': acting('colleague', { scope: { type: 'entries', entryIds: ['S'] } }),
    'who acts for another firm': acting('other', {
      principalCode: '91410800MA00000155',
      principalAccountId: 'other-firm',
    }),
    'who acts for a person': person('agent', mandate('m-1', {})),
    'who submitted it and is its clerk': {
      ...officer(['counter-clerk', district, null]),
      account: account('bookkeeper', 'officer'),
    },
  }
  expect(Object.entries(everyone).map(([who, session]) => `${cell(session, ofFirm)} ${who}`)).toEqual([
    'Rw who submitted it, acting for the firm',
    'Rw who submitted it, under a new mandate for this item',
    '· who submitted it, dismissed',
    '· who submitted it, for other items now',
    'Rw who represents the firm',
    '· who represents it, acting for themselves',
    'Rw a colleague with a mandate for this item',
    '· who acts for another firm',
    '· who acts for a person',
    // They read it as the clerk they are, but handle nothing of it.
    'R who submitted it and is its clerk',
  ])
  // Before a firm had an account of its own, its case was kept under whoever submitted it: to them it is no more theirs.
  const early = { ...ofFirm, applicant: { ...ofFirm.applicant, accountId: 'bookkeeper' } }
  expect(cell(person('bookkeeper'), early)).toBe('·')
  expect(cell(acting('head', { mayDelegate: true }), early)).toBe('Rw')
  // A firm that somebody only named, without a mandate, is not opened by its code.
  const { agent: _agent, ...named } = { ...ofFirm.applicant, accountId: 'somebody' }
  expect(cell(acting('head', { mayDelegate: true }), { ...ofFirm, applicant: named })).toBe('·')
  expect(cell(person('somebody'), { ...ofFirm, applicant: named })).toBe('Rw')
})
