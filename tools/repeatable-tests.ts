import fc from 'fast-check';

/** With `CI` set, property tests draw the same cases every time: a red run can be run again. Elsewhere they roam. */
if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_124 });
