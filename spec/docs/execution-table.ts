import { interfaceMembers } from './interface-members.js';
import { code, markdownTable } from './markdown-table.js';

export const executionTable = (): string =>
  markdownTable(
    ['member', 'meaning'],
    interfaceMembers('lib/execution/execution.ts', 'Execution').map(({ name, text }) => [code(name), text]),
  );
