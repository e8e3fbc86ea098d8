/** mocha's "dot" on the screen, and the counts in the file that EDDY_TEST_REPORT names, for test/run.ts to add up. */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      const report = process.env.EDDY_TEST_REPORT;
      if (report !== undefined) writeFileSync(report, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
