import type { DrawnElement } from './step.ts'

export type Change = { part: unknown; properties: Record<string, unknown> }
type Modeling = {
  updateModdleProperties(element: DrawnElement, part: unknown, properties: Record<string, unknown>): void
}
type CommandStack = { registerHandler(name: string, handler: unknown): void }

export const changesCommand = 'bantuo.changes'

/** Changes to several parts of the file that belong together: one step for whoever takes it back. */
class ChangesHandler {
  static $inject = ['modeling']
  readonly modeling: Modeling
  constructor(modeling: Modeling) {
    this.modeling = modeling
  }
  preExecute({ element, changes }: { element: DrawnElement; changes: readonly Change[] }): void {
    for (const { part, properties } of changes) this.modeling.updateModdleProperties(element, part, properties)
  }
}

export const togetherCommand = 'bantuo.together'

/** Acts of the drawing program that belong together: one step for whoever takes it back. */
class TogetherHandler {
  preExecute({ act }: { act: () => void }): void {
    act()
  }
}

class Changes {
  static $inject = ['commandStack']
  constructor(commandStack: CommandStack) {
    commandStack.registerHandler(changesCommand, ChangesHandler)
    commandStack.registerHandler(togetherCommand, TogetherHandler)
  }
}

/** The module that teaches the drawing program to make several changes at once. */
export const changesModule = { __init__: ['bantuoChanges'], bantuoChanges: ['type', Changes] }
