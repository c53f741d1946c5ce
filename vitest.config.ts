import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    globalSetup: ['test/helpers/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Threads begin in half the time of processes; every file still has modules of its own.
    pool: 'threads',
    maxWorkers: 2,
    // A second, the usual, is too little for what a busy machine shows in a browser; what is there at once is not waited for.
    expect: { poll: { timeout: 15_000 } },
  },
})
