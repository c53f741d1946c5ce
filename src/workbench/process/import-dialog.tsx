import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { t, w } from '../text.ts'
import { processApi } from './process-api.ts'
import type { ForeignWord, ImportView } from './process-contract.ts'

const Words = ({ title, words }: { title: string; words: readonly ForeignWord[] }) =>
  words.length === 0 ? null : (
    <section className="import-part">
      <h2>
        {title} <span className="quiet num">{words.length}</span>
      </h2>
      <ul>
        {words.map((one) => (
          <li key={`${one.element} ${one.word} ${one.value}`}>
            <b>{one.name || w('文件', 'The file')}</b> <code>{one.word}</code>
            {one.value === '' ? null : <code className="quiet"> {one.value}</code>}
            {one.sentence ? <small>{t(one.sentence)}</small> : null}
          </li>
        ))}
      </ul>
    </section>
  )

type Read = Exclude<ImportView, { xml: null }>

const Parts = ({ report }: { report: Read }) => (
  <>
    <Words
      title={w('拒绝，已从文件移去并记在环节的说明里', 'Refused: taken out and kept in the notes of its step')}
      words={report.refused}
    />
    <Words
      title={w('泳池和泳道没有带过来，图里其余照旧', 'Pools and lanes are left out; the rest is as drawn')}
      words={report.left}
    />
    <Words title={w('看懂了，换成本系统的写法', 'Understood, and written in our way')} words={report.translated} />
    <Words title={w('看懂了，用不着', 'Understood, and not needed')} words={report.unused} />
  </>
)

/** The report on a file from elsewhere: nothing of it is silently dropped. */
function Report({ report }: { report: ImportView }) {
  const errors = report.problems
  return (
    <>
      {report.xml === null ? (
        <Notice kind="red">
          {w('这个文件读不出来，没有替换任何东西。', 'This file cannot be read; nothing was replaced.')}
        </Notice>
      ) : (
        <Parts report={report} />
      )}
      {errors.length === 0 ? null : (
        <section className="import-part">
          <h2>
            {w('导入后还要改的', 'To be mended after the import')} <span className="quiet num">{errors.length}</span>
          </h2>
          <ul>
            {errors.map((one) => (
              <li key={`${one.element} ${one.code}`}>
                {one.element ? <code>{one.element}</code> : null} {t(one.sentence)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const mostBytes = 2_000_000
const tooLarge = (): Refusal => ({
  status: 413,
  detail: w('文件超过 2 MB，没有读。', 'The file is larger than 2 MB and was not read.'),
  errors: [],
})

/** A real file field behind a button that says what it does. */
function FilePicker({ name, onPick }: { name: string; onPick: (file: File) => void }) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <p className="file-choice">
      <input
        ref={picker}
        type="file"
        accept=".bpmn,.xml"
        className="sr"
        aria-label={w('BPMN 文件', 'BPMN file')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onPick(file)
        }}
      />
      <Button onClick={() => picker.current?.click()}>{w('选择文件', 'Choose a file')}</Button> {name}
    </p>
  )
}

/** 导入: choose a file, read the report, and only then take it over. */
export function ImportDialog({ onTake, onClose }: { onTake: (xml: string) => void; onClose: () => void }) {
  const [report, setReport] = useState<ImportView | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [name, setName] = useState('')
  const read = async (file: File) => {
    setName(file.name)
    setReport(null)
    if (file.size > mostBytes) return setRefusal(tooLarge())
    const answer = await processApi.read(await file.text())
    setRefusal(answer.ok ? null : answer.problem)
    if (answer.ok) setReport(answer.value)
  }
  const xml = report?.xml ?? null
  return (
    <Modal
      open
      title={w('导入 BPMN 文件', 'Import a BPMN file')}
      onCancel={onClose}
      width="min(760px, 96vw)"
      okText={w('用它替换现在的图', 'Replace the drawing with it')}
      okButtonProps={{ disabled: xml === null }}
      onOk={() => xml !== null && onTake(xml)}
    >
      <p className="hint">
        {w(
          'Camunda Modeler 等软件画的文件也可以。先看报告，再决定是否替换；没有保存的改动会被换掉。',
          'Files of Camunda Modeler and others are welcome. Read the report first; what is not saved will be replaced.',
        )}
      </p>
      <FilePicker name={name} onPick={(file) => void read(file)} />
      {refusal ? <ProblemNotice problem={refusal} /> : null}
      {report ? <Report report={report} /> : null}
    </Modal>
  )
}
