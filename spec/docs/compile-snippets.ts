import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Snippet } from './snippet.js';
import { isMember, snippetModule, type Importable } from './snippet-module.js';
import { ROOT, sourceFile } from './source-file.js';

const LIBRARY = 'idempotent-handlers';
/** "A function whose declared type ... must return a value": members may leave their bodies to the reader. */
const NO_RETURN = 2355;
const READER_CODE = join(ROOT, 'spec/docs/consumers/reader-code.d.ts');

/** Besides the library, what docstrings name without saying where it comes from. */
const OTHERS: Importable = new Map([
  ['node:crypto', ['randomUUID']],
  [
    'aws-lambda',
    [
      'APIGatewayProxyEventV2',
      'APIGatewayProxyEventV2WithJWTAuthorizer',
      'APIGatewayProxyResultV2',
      'Context',
      'DynamoDBRecord',
      'EventBridgeEvent',
      'KinesisStreamRecord',
      'S3EventRecord',
      'ScheduledEvent',
      'SNSEvent',
      'SQSEvent',
      'SQSRecord',
    ],
  ],
  ['aws-cdk-lib/aws-iam', ['PolicyStatement']],
  [
    '@aws-sdk/client-dynamodb',
    ['DynamoDBClient', 'CreateTableCommand', 'UpdateTimeToLiveCommand', 'waitUntilTableExists'],
  ],
]);

/**
 * Compiles all snippets at once against the library's source.
 *
 * @param decorators which of the two standards.
 * @returns what the compiler says, each with the place in the document.
 */
export function compileSnippets(snippets: readonly Snippet[], decorators: 'standard' | 'legacy'): string[] {
  const modules = new Map(
    snippets.map((snippet, at) => [
      join(ROOT, `spec/docs/snippet-${at}.ts`),
      { snippet, text: snippetModule(snippet, importableIn(snippet)) },
    ]),
  );
  const options = compilerOptions(decorators);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => modules.has(file) || fileExists(file);
  host.readFile = (file) => modules.get(file)?.text ?? readFile(file);
  const program = ts.createProgram([...modules.keys(), READER_CODE], options, host);
  return [...modules.keys(), READER_CODE].flatMap((file) => {
    const source = program.getSourceFile(file);
    const snippet = modules.get(file)?.snippet;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter(({ code }) => !(code === NO_RETURN && snippet && isMember(snippet)))
      .map((diagnostic) => described(diagnostic, snippet));
  });
}

/** The library's exports and, for docstrings, those of the file they stand in and of its folder. */
function importableIn({ path }: Snippet): Importable {
  const [, folder] = /^(lib\/[\w-]+)\//.exec(path) ?? [];
  const own = folder === undefined ? [] : [path, `${folder}/index.ts`].filter((file) => existsSync(join(ROOT, file)));
  return new Map([
    ...OTHERS,
    [LIBRARY, exportsOf('lib/index.ts')],
    ...own.map((file) => [`../../${file.replace(/\.ts$/, '.js')}`, exportsOf(file)] as const),
  ]);
}

function exportsOf(path: string): string[] {
  const names = sourceFile(path).statements.flatMap((statement): string[] => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      return statement.exportClause.elements.map(({ name }) => name.text);
    }
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExport);
    if (!exported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    return ts.isDeclarationStatement(statement) && statement.name ? [statement.name.getText()] : [];
  });
  // A function has a statement for each of its overloads.
  return [...new Set(names)];
}

const isExport = ({ kind }: ts.ModifierLike): boolean => kind === ts.SyntaxKind.ExportKeyword;

function compilerOptions(decorators: 'standard' | 'legacy'): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  return {
    ...options,
    // Snippets await at their top level and leave names for the reader to use.
    module: ts.ModuleKind.ESNext,
    noUnusedLocals: false,
    noUnusedParameters: false,
    experimentalDecorators: decorators === 'legacy',
  };
}

function described({ file, start, messageText }: ts.Diagnostic, snippet: Snippet | undefined): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
  if (!snippet) return `${relative(ROOT, READER_CODE)}:${line + 1} ${message}`;
  // The first line of the module is not the snippet's.
  return `${snippet.path}:${snippet.line + line - 1} ${message}`;
}
