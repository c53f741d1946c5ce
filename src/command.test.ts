import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { drawRoute } from '../test/helpers/route-desk.ts'

const bin = fileURLToPath(new URL('../bin/bantuo.mjs', import.meta.url))

/** Runs the command as a person would, from another directory. */
function bantuo(...args: string[]) {
  const env = { ...process.env, LC_ALL: 'C' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env,
  })
  return { status, stdout, stderr }
}

test.each([
  ['credit-code', '91350100M000100Y43', 'market regulation'],
  ['resident-id', '11010519491231002X', '110105********002X'],
  ['item-code', '11410800MB000000093000117112000', 'kind: implementation'],
  ['licence-id', '1.2.156.3005.2.11100000MB0341032Y001.11410800MB00000009.2026000001.001.1', 'version: 1'],
  ['division', '410802001000', 'level: township'],
  ['case-no', '410802112026031600042', 'caseNo: 4108 0211 2026 0316 00042'],
])('a good %s ends with 0 and prints what it found', (kind, value, found) => {
  const { status, stdout, stderr } = bantuo('check-code', kind, value)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain(found)
})

test.each([
  ['credit-code', '91350100M000100Y42', 'check character'],
  ['resident-id', '110105194912310021', 'check character'],
  ['item-code', '11410800MB000000083000117112000', 'credit code'],
  [
    'licence-id',
    '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M',
    'known vendor bug',
  ],
  ['division', '990800000000', 'province'],
  ['case-no', '41080211', '21 to 23 digits'],
])('a bad %s ends with 1 and its reason on stderr', (kind, value, reason) => {
  const { status, stdout, stderr } = bantuo('check-code', kind, value)
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain(reason)
})

test('a resident identity number is never printed in full', () => {
  const { stdout } = bantuo('check-code', 'resident-id', '11010519491231002X')
  expect(stdout).not.toMatch(/1949|1231/)
})

test('the reason is given in Chinese when asked', () => {
  expect(bantuo('check-code', 'credit-code', '1', '--lang', 'zh').stderr).toContain('应为 18 位')
})

test.each([
  [[]],
  [['no-such-thing']],
  [['check-code']],
  [['check-code', 'credit-code']],
  [['check-code', 'passport', 'E1']],
  [['check-code', 'division', '4108', 'more']],
  [['due']],
  [['due', '--from', '2026-02-30', '--days', '5']],
  [['due', '--from', '2026-03-02', '--days', '-5']],
  [['due', '--from', '2026-03-02', '--days', '9999']],
  [['due', '--from', '2026-03-02', '--days', '5', '--unit', 'week']],
  [['due', '--from', '2026-03-02', '--days', '5', '--pause', '2026-03-09..2026-03-04']],
  [['due', '--from', '2026-03-02', '--days', '5', '--pause', '2026-02-09..2026-02-10']],
  [['due', '--from', '2026-03-02', '--days', '5', '--nonsense']],
])('called wrongly (%j) it ends with 2 and says how', (args) => {
  const { status, stdout, stderr } = bantuo(...args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('usage:')
})

test('asked for help it ends with 0', () => {
  expect(bantuo('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('bantuo due') })
})

const due = (...args: string[]) => bantuo('due', '--from', '2026-03-02', ...args)

test.each([
  [['--days', '20'], '2026-03-30\n'],
  [['--days', '20', '--pause', '2026-03-10..2026-03-17'], '2026-04-08\n'],
  [['--days', '20', '--pause', '2026-03-12..2026-03-17', '--pause', '2026-03-10..2026-03-13'], '2026-04-08\n'],
  [['--days', '5', '--unit', 'calendar-day'], '2026-03-09\n'],
  [['--days', '1', '--unit', 'month'], '2026-04-02\n'],
])('the due date of a case accepted on 2 March 2026 with %j', (args, stdout) => {
  expect(due(...args)).toEqual({ status: 0, stdout, stderr: '' })
})

test('with --explain every day is told', () => {
  const lines = bantuo('due', '--from', '2026-02-13', '--days', '2', '--explain').stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(1 + 12)
  expect(lines[2]).toBe('2026-02-14 Sat   1  make-up working day, counted (春节)')
  expect(lines.at(-1)).toBe('2026-02-24 Tue   2  counted')
})

test('a date that a holiday notice may still move is marked, on stderr', () => {
  const { status, stdout, stderr } = bantuo('due', '--from', '2027-01-04', '--days', '5')
  expect({ status, stdout }).toEqual({ status: 0, stdout: '2027-01-11\n' })
  expect(stderr).toContain('may change')
})

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

test('a shipped route can run, and one that no office could follow is refused with the step and the reason', () => {
  const good = bantuo('bpmn', 'check', file('../seeds/routes/joint-land.bpmn'))
  expect(good).toMatchObject({ status: 0, stderr: '' })
  expect(good.stdout).toContain('can run')
  const nobody = bantuo('bpmn', 'check', file('bpmn/fixtures/timer-boundary.bpmn'))
  expect(nobody.status).toBe(1)
  expect(nobody.stderr).toContain('task it does not say who does it')
  const unknown = bantuo('bpmn', 'check', file('bpmn/fixtures/refused/script-task.bpmn'))
  expect(unknown.status).toBe(1)
  expect(unknown.stderr).toMatch(/:\d+ \w+ /)
  expect(bantuo('bpmn', 'check', 'no-such-file.bpmn').status).toBe(2)
})

test('of a route drawn in a pool with lanes the rest is checked, and what the import would leave out is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-'))
  const path = join(folder, 'pooled.bpmn')
  const drawn = drawRoute(
    'pooled',
    ['startEvent start', 'userTask measure bantuo:role="examiner"', 'endEvent end'],
    ['start measure', 'measure end'],
  )
  const lanes =
    '<bpmn:laneSet id="set"><bpmn:lane id="lane" name="测绘科"><bpmn:flowNodeRef>measure</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
  const pool =
    '<bpmn:collaboration id="c"><bpmn:participant id="pool" name="国土局" processRef="pooled-route" /></bpmn:collaboration>'
  writeFileSync(path, drawn.replace(/(<bpmn:process [^>]*>)/, `${pool}$1${lanes}`))
  const checked = bantuo('bpmn', 'check', path)
  expect(checked.stderr).toContain('lane warning: 测绘科 the lane is left out')
  expect(checked.stderr).toContain('国土局')
  expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('can run') })
})

test('what a model calls is looked for beside its file; where it is not there, that is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'))
  const [calling, called] = [join(folder, 'outer.bpmn'), join(folder, 'survey.bpmn')]
  const outer = ['startEvent start', 'callActivity survey calledElement="survey"', 'endEvent end']
  writeFileSync(calling, drawRoute('outer', outer, ['start survey', 'survey end']))
  const alone = bantuo('bpmn', 'check', calling)
  expect(alone.status).toBe(1)
  expect(alone.stderr).toContain('survey')
  expect(alone.stderr).toContain('not beside this file')
  const measure = 'userTask measure bantuo:role="examiner"'
  writeFileSync(
    called,
    drawRoute('survey', ['startEvent start', measure, 'endEvent end'], ['start measure', 'measure end']),
  )
  expect(bantuo('bpmn', 'check', calling).status).toBe(0)
})
