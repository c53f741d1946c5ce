import type { ConfigProviderProps } from 'antd'
import en from 'antd/es/locale/en_GB.js'
import zh from 'antd/es/locale/zh_CN.js'
import { locale } from './text.ts'

/** antd's own words (empty, clear, previous page) in the reader's language. */
export const antdLocale = (locale === 'zh' ? zh : en) as unknown as NonNullable<ConfigProviderProps['locale']>
