import { Modal } from 'antd'
import { w } from '../text.ts'

const keys = (): [string, [string, string][]][] => [
  [
    w('列表', 'Lists'),
    [
      ['J / K', w('下一行 / 上一行', 'Next / previous row')],
      ['Enter', w('打开办件', 'Open the case')],
      ['C', w('认领这一行', 'Claim the row')],
      ['X', w('选中这一行，好一起认领', 'Pick the row, to claim several together')],
      ['A R E D', w('打开这一行并受理、告知、审查、决定', 'Open the row to accept, tell, examine, decide')],
      ['/', w('在列表里查找', 'Search the list')],
    ],
  ],
  [
    w('办件', 'A case'),
    [
      ['A', w('受理', 'Accept')],
      ['R', w('一次性告知', 'Tell what is missing')],
      ['E', w('提交审查意见', 'Give an opinion')],
      ['D', w('作出决定', 'Decide')],
    ],
  ],
  [
    w('任何地方', 'Anywhere'),
    [
      ['Ctrl K / ⌘K', w('查找任何办件', 'Find any case')],
      ['?', w('打开这张表', 'Open this table')],
      ['Esc', w('关闭；填的内容会留着', 'Close; what you typed stays')],
    ],
  ],
]

/** Everything the keyboard can do, on one card. */
export const KeyHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Modal open={open} onCancel={onClose} footer={null} title={w('键盘操作', 'Keyboard')} width={520}>
    {keys().map(([place, lines]) => (
      <section key={place} className="key-help">
        <h2>{place}</h2>
        <dl>
          {lines.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </section>
    ))}
  </Modal>
)
