import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { orRefuse } from '../api-client.ts'
import { w } from '../text.ts'
import { timeWords } from '../words.ts'
import { DifferenceList } from './difference-list.tsx'
import { processApi } from './process-api.ts'
import type { DefinitionView } from './process-contract.ts'

type ConflictProps = { theirs: DefinitionView; xml: string; onSettle: (take: 'theirs' | 'mine') => void }

const conflictTitle = ({ draft }: DefinitionView): string =>
  draft === null
    ? w('草稿已经发布或删去', 'The draft was published or thrown away')
    : w(
        `${draft.savedBy} 在 ${timeWords(draft.savedAt)} 保存了草稿`,
        `${draft.savedBy} saved the draft at ${timeWords(draft.savedAt)}`,
      )

/** A colleague saved first: how ours differs from theirs, and whose goes on. */
export function ConflictDialog({ theirs, xml, onSettle }: ConflictProps) {
  const base = theirs.draft?.xml ?? theirs.published?.xml ?? ''
  const compared = useQuery({
    queryKey: ['compare', base, xml],
    queryFn: () => orRefuse(processApi.compare(base, xml)),
  })
  const footer = (
    <>
      {theirs.draft ? (
        <Button onClick={() => onSettle('theirs')}>{w('用对方的，放弃我画的', 'Take theirs, drop mine')}</Button>
      ) : null}
      <Button type="primary" onClick={() => onSettle('mine')}>
        {w('用我的，再保存一次', 'Keep mine and save again')}
      </Button>
    </>
  )
  return (
    <Modal open title={conflictTitle(theirs)} closable={false} footer={footer}>
      <p className="hint">{w('我画的与对方的相比：', 'Mine, compared with theirs:')}</p>
      {compared.data ? <DifferenceList differences={compared.data.differences} /> : null}
    </Modal>
  )
}
