import { type CaseFile, gatheredRequests, routeTimersOf, stoppedFor, taskDueOn } from '#handling'
import type { City } from '#management'
import { countWorkingDays } from '#standards'
import { bodyNames } from '../place-names.ts'

/** What several departments and the route itself do to one case, as officers of all of them see it. */
export function jointView(city: City, caseFile: CaseFile, today: Temporal.PlainDate, asOfficer: boolean) {
  const namesOf = (code: string) => bodyNames(city, code)
  const { graph } = city.getDefinition(caseFile.route.key, caseFile.route.version)
  return {
    tasks: caseFile.tasks.map((task) => {
      const due = taskDueOn(task, caseFile.clock, city.calendar, today)
      return {
        ...task,
        // Of whoever has it the applicant hears that somebody has.
        assignee: asOfficer ? task.assignee : task.assignee && {},
        openedAt: task.openedAt.toString(),
        ...namesOf(task.authorityCode),
        /** The step's own limit: its last day, and the working days left to it (negative: overdue). Null without a limit. */
        dueOn: due?.toString() ?? null,
        remaining: due === null ? null : daysLeft(city, today, due),
      }
    }),
    /** Departments whose own clock stands, and with it the whole case's, by name; the others' limits run on. */
    stoppedDepartments: stoppedFor(caseFile.clock).flatMap((code) =>
      code === null ? [] : [namesOf(code).authorityName],
    ),
    opinions: asOfficer ? caseFile.opinions.map((one) => opinionView(city, one)) : [],
    /** What each department found missing before acceptance, and what the one notice must hold for all of them. */
    proposals: asOfficer ? caseFile.proposals.map((one) => ({ ...one, ...namesOf(one.authorityCode) })) : [],
    gathered: asOfficer ? gatheredRequests(caseFile) : [],
    /** Services that have not answered; `problem` says why one waits for an administrator. */
    calls: asOfficer ? caseFile.calls.map(({ token, name, call, problem }) => ({ token, name, call, problem })) : [],
    /** `waits`: the clock that it counts on stands; the moment is the one foreseen, and moves when the clock starts again. */
    timers: routeTimersOf(caseFile, { ...city, graph }).map(({ element, dueAt, waits }) => ({
      element,
      dueAt: dueAt.toString(),
      waits,
    })),
    ruling: caseFile.ruling,
  }
}

const opinionView = (city: City, one: CaseFile['opinions'][number]) => ({
  ...one,
  ...bodyNames(city, one.authorityCode),
  by: undefined,
  at: one.at.toString(),
})

const daysLeft = (city: City, today: Temporal.PlainDate, due: Temporal.PlainDate): number =>
  Temporal.PlainDate.compare(due, today) >= 0
    ? countWorkingDays(city.calendar, today, due)
    : -Math.max(1, countWorkingDays(city.calendar, due, today))
