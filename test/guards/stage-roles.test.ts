import { expect, test } from 'vitest'
import { rolesFor } from '../../src/handling/case-file/may.ts'
import { type MoveName, stagesOf } from '../../src/handling/case-file/moves.ts'
import type { Role } from '../../src/identity/index.ts'
import { stageRoles } from '../../src/management/process-definition/stage-faults.ts'

// Routes are checked below the house's handling of cases, so who does what at a stage stands in both rooms.
test('the designer lets a stage be drawn for exactly those roles that make a move at it', () => {
  const stages = [...new Set(Object.values(stagesOf).flat())].filter((stage) => stage !== 'step')
  expect([...stageRoles.keys()].toSorted()).toEqual(stages.toSorted())
  for (const [stage, drawn] of stageRoles) {
    const moves = (Object.keys(stagesOf) as MoveName[]).filter((move) => stagesOf[move]?.includes(stage))
    // What is decided on the spot, the counter decides.
    const making = new Set<Role>([
      ...moves.flatMap((move) => rolesFor[move]),
      ...(stage === 'decision' ? (['counter-clerk'] as const) : []),
    ])
    expect([...drawn].toSorted(), stage).toEqual([...making].toSorted())
  }
})
