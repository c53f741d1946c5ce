import { expect, test } from 'vitest'
import { fixture, house, listFiles } from './house.ts'
import { looseVersions, machinePaths, namedHosts } from './manifest.ts'

// What the guard must refuse is written here and in its fixture.
const ours = (found: string) => !found.startsWith('test/guards/')

test('every dependency has one exact version', () => {
  expect(looseVersions(house)).toEqual([])
  expect(looseVersions(fixture('manifest'))).toEqual(['hono: ^4.0.0', 'react: latest', 'vitest: 5.x'])
})

test('the lock file names no server', () => {
  expect(namedHosts(house)).toEqual([])
  expect(namedHosts(fixture('manifest'))).toEqual(['node_modules/hono: https://packages.example/hono.tgz'])
})

test('no file mentions a path of one machine', () => {
  expect(listFiles(house).length).toBeGreaterThan(300)
  expect(machinePaths(house).filter(ours)).toEqual([])
  expect(machinePaths(fixture('manifest'))).toEqual(['notes.md: /home/somebody'])
})
