import { type Answers, fieldsOf, holds } from '../scenario/holds.ts'
import { cleanAnswers, type Question } from '../scenario/scenario.ts'
import type { AssessedFacts } from './ask-table.ts'

/**
 * What the answers alone tell a table: each by the id of its question. A question that is not asked in this situation has the
 * empty answer, so that a table can tell it from one that is still open, which is missing.
 */
export function factsOfAnswers(questions: readonly Question[], raw: Answers): AssessedFacts {
  const answers = cleanAnswers(questions, raw)
  const facts: Record<string, string> = {}
  for (const { id, when } of questions) {
    const answer = answers[id]
    if (answer !== undefined) facts[id] = answer
    // Not asked, and not only because what it hangs on is still open: questions hang on earlier ones.
    else if (when !== undefined && !holds(when, answers) && fieldsOf(when).every((one) => one in facts)) facts[id] = ''
  }
  return facts
}
