import type { Sentence } from './problem.ts'

/** An element of another engine's vocabulary, as the parser gives it: its name, attributes, text, and what is in it. */
export type ForeignElement = {
  $type: string
  $children?: ForeignElement[]
  $body?: string
  [attribute: string]: unknown
}

/** One thing that a file from elsewhere says beyond BPMN: where, in its own words, and what is to be known about it. */
export type ForeignWord = {
  element: string | null
  name: string
  word: string
  value: string
  sentence: Sentence | null
}

/** What other engines write into BPMN files beyond the standard, by the namespace they write it in. */
const vendors: ReadonlyMap<string, string> = new Map([
  ['http://camunda.org/schema/1.0/bpmn', 'camunda'],
  ['http://camunda.org/schema/zeebe/1.0', 'zeebe'],
  ['http://camunda.org/schema/modeler/1.0', 'modeler'],
  ['http://bpmn.io/schema/bpmn/biocolor/1.0', 'bioc'],
  ['http://www.omg.org/spec/BPMN/non-normative/color/1.0', 'color'],
  ['http://flowable.org/bpmn', 'flowable'],
  ['http://activiti.org/bpmn', 'activiti'],
])

export const vendorOf = (uri: string): string | undefined => vendors.get(uri)

// Colours, marks of the drawing program, and settings of how an engine stores and schedules: a run means the same without them.
const harmless: readonly RegExp[] = [
  /^(bioc|color|modeler):/,
  /^camunda:(diagramRelationId|historyTimeToLive|versionTag|isStartableInTasklist|candidateStarter\w+)$/,
  /^(camunda|flowable|activiti):(async|asyncBefore|asyncAfter|exclusive|jobPriority|taskPriority|priority)$/,
  /^(camunda|flowable|activiti):(failedJobRetryTimeCycle|modelerTemplate\w*)$/,
  /^zeebe:(userTask|versionTag|modelerTemplate\w*|modelerTemplateIcon|priorityDefinition)$/,
]

export const isHarmless = (word: string): boolean => harmless.some((pattern) => pattern.test(word))

// What each refused word does elsewhere, so that whoever imports knows what to say instead.
const meanings: readonly [RegExp, Sentence][] = [
  [
    /:(assignee|candidateUsers|candidateGroups|assignmentDefinition)$/,
    {
      zh: '指定了由谁办；请在“谁办”里选岗位',
      en: 'names who does it; choose a role under “Who” instead',
    },
  ],
  [
    /:(formKey|formRef\w*|formData|formDefinition|formHandlerClass|formProperty|formField\w*)$/,
    { zh: '引用了外部表单；请用本系统的表单', en: 'refers to a form of another system; use a form of this one' },
  ],
  [
    /:(class|expression|delegateExpression|type|topic|resultVariable|connector|taskDefinition|calledDecision)$/,
    { zh: '由程序办理；请在“服务”里选本系统的服务', en: 'is done by a program; choose one of our services instead' },
  ],
  [
    /:(decisionRef\w*|mapDecisionResult)$/,
    { zh: '引用了外部决策；请在“决策”里选本系统的决策表', en: 'refers to a decision elsewhere; choose one of ours' },
  ],
  [
    /:(dueDate|followUpDate|taskSchedule)$/,
    { zh: '写明了期限；请在“时限”里写工作日数', en: 'sets a date; give the limit in working days instead' },
  ],
  [
    /:(executionListener|taskListener|script\w*|\w+Listeners?)$/,
    { zh: '会运行脚本或程序；本系统的流程不含程序', en: 'runs a script or program; our routes hold none' },
  ],
  [
    /:(ioMapping|inputOutput|inputParameter|outputParameter|in|out|\w+Propagat\w*)$/,
    { zh: '搬运变量；本系统的条件直接用办理结果', en: 'moves variables; our conditions read the outcome directly' },
  ],
]

export const meaningOf = (word: string): Sentence =>
  meanings.find(([pattern]) => pattern.test(word))?.[1] ?? {
    zh: '本系统不认识，会改变流程的含义',
    en: 'is not known here and may change what the route means',
  }
