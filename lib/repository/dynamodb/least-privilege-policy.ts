/**
 * What a repository asks of its table. A transaction needs the permissions of its actions and none of its own, so
 * commits need no more.
 */
export const leastPrivilegeActions = Object.freeze([
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const);

/** A statement of an IAM policy. */
export interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

/**
 * The statement that a role needs in order to use a `DynamoDBRepository`, and nothing beyond: single items of one
 * table, no queries, scans or deletions.
 *
 * Staged writes (`execution().stage`) need the permissions of their own actions on their own tables
 * (`dynamodb:ConditionCheckItem` for a `ConditionCheck`); a table encrypted with a key of your own needs the use of
 * that key. The actions are those that DynamoDB documents for each operation.
 *
 * @example
 * ```ts
 * role.addToPolicy(PolicyStatement.fromJson(leastPrivilegePolicy({ tableArn: table.tableArn })));
 * ```
 */
export const leastPrivilegePolicy = ({ tableArn }: { readonly tableArn: string }): PolicyStatement => ({
  Effect: 'Allow',
  Action: leastPrivilegeActions,
  Resource: tableArn,
});
