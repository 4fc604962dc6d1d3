/**
 * What `firebreak policy check` warns of, by the id that its findings carry. They are about a policy and not
 * about runbooks, so that they are none of the rules of `firebreak lint`.
 */
export const policyRemarks: Readonly<Record<string, string>> = {
  "alike-environments": "wherever one is recognised, another is too; nothing would run there",
  "never-matches": "a pattern is of what is no command, such as `for` or `time`",
  "shadowed-rule": "another rule says all that this one says",
  "never-open": "a window or the time of a rule is past, or windows are never open together",
  "no-production": "there are environments, and none is marked `production`",
  "nobody-approves":
    "a second person is demanded, and `people` names nobody who can sign, or nobody with the role",
};
