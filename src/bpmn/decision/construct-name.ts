// Chinese names of DMN constructs, so that a refusal speaks the words of the people who draw.
const names: Record<string, string> = {
  decisionTable: '决策表',
  literalExpression: '字面表达式',
  context: '盒装上下文',
  functionDefinition: '函数定义',
  relation: '关系表',
  list: '盒装列表',
  invocation: '盒装调用',
  businessKnowledgeModel: '业务知识模型',
  knowledgeRequirement: '知识需求',
  decisionService: '决策服务',
  import: '外部文件',
  importedValues: '外部取值',
  elementCollection: '元素集合',
  performanceIndicator: '绩效指标',
  organisationalUnit: '组织单元',
  itemComponent: '结构化数据类型',
  functionItem: '函数类型',
  isCollection: '列表类型',
  PMML: 'PMML 模型',
  Java: 'Java 函数',
  // Parts of the expression language
  FunctionDefinition: '函数定义',
  FilterExpression: '列表筛选',
  Context: '上下文',
  InstanceOfExpression: 'instance of',
  Interval: '区间(只能用作条件)',
  null: '空值 null',
}

const types: Record<string, string> = {
  string: '文字',
  number: '数字',
  boolean: '“是”或“否”',
  date: '日期',
  duration: '时长',
  context: '多项结果',
}

/** The Chinese name of a type, or of several (`string / number`), lists included. */
export const typeName = (what: string): string =>
  what.replace(/list of (\w+)/g, '$1列表').replace(/\w+/g, (word) => types[word] ?? word)

const english: Record<string, string> = {
  FunctionDefinition: 'function',
  FilterExpression: 'a list filter',
  Context: 'a context',
  InstanceOfExpression: 'instance of',
  Interval: 'a range (other than as a test)',
}

/** The Chinese name of a construct of DMN or of its expression language; the word itself where we have none. */
export const constructName = (what: string): string => (Object.hasOwn(names, what) ? names[what] : undefined) ?? what

/** The English name, for constructs whose word in the parser is not the word in the file. */
export const englishName = (what: string): string => (Object.hasOwn(english, what) ? english[what] : undefined) ?? what
