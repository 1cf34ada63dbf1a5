/**
 * What a small change is: a table of kinds, each of which says what may stand in a node's place. A new kind is a row
 * here. Left out are types, imports, comments and the words of errors: a test of every word would be the message once
 * more.
 */
import type { Node, Place } from "./syntax.ts";

/** What stands in place of the source's text from `start` to `end`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Operator = (node: Node, place: Place, textOf: (node: Node) => string) => readonly Replacement[];

const BOUNDARIES: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const TURNED: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">",
  ">=": "<",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
};
const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "**": "*",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
  "&": "|",
  "|": "&",
  "^": "&",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
};
const EXTREMES: Readonly<Record<string, string>> = { min: "max", max: "min" };
const CONDITIONAL = new Set(["IfStatement", "ConditionalExpression", "WhileStatement", "ForStatement"]);

/** Calls whose result does not depend on the order of what they are given. */
const COMMUTATIVE =
  /^(?:(?:Math\.)?(?:min|max|imul|hypot)|[fi]\d+x\d+\.(?:add|mul|min|max|eq)|v128\.(?:and|or|xor)|multiplyHigh)$/;

const whole = (node: Node, text: string): Replacement => ({ start: node.start, end: node.end, text });

/** The operator between two operands, another in its place. */
function operator(
  node: Node,
  table: Readonly<Record<string, string>>,
  textOf: (node: Node) => string,
): readonly Replacement[] {
  const other = table[node.operator as string];
  const [left, right] = [node.left, node.right] as Node[];
  if (other === undefined) return [];
  const between = textOf({ type: "", start: left!.end, end: right!.start });
  const at = between.indexOf(node.operator as string);
  const start = left!.end + at;
  return at === -1 ? [] : [{ start, end: start + (node.operator as string).length, text: other }];
}

function isText(node: Node): boolean {
  if (node.type === "TemplateLiteral") return true;
  if (node.type === "Literal") return typeof node.value === "string";
  return (
    node.type === "BinaryExpression" && node.operator === "+" && [node.left, node.right].some((n) => isText(n as Node))
  );
}

/** Whether a value is of the words of an error. */
function isOfError({ around }: Place): boolean {
  return around.some(({ type, callee }) => {
    if (type !== "NewExpression" && type !== "CallExpression") return false;
    const { name } = callee as Node;
    return typeof name === "string" && /Error$|^(?:refuse|fail)/.test(name);
  });
}

/** A statement that ends what is done and nothing more. */
function isExit(node: Node): boolean {
  const only = node.type === "BlockStatement" ? (node.body as Node[]) : [node];
  return only.length === 1 && /^(?:Return|Throw|Continue|Break)Statement$/.test(only[0]!.type);
}

/** A value that is a name or a key, not what a program works with. */
function isName({ around: [parent], field }: Place): boolean {
  if (parent === undefined) return true;
  if (parent.type === "ExpressionStatement" && typeof parent.directive === "string") return true;
  return (field === "key" && parent.computed !== true) || parent.type === "ImportExpression";
}

export const OPERATORS: Readonly<Record<string, Operator>> = {
  boundary: (node, _, textOf) => (node.type === "BinaryExpression" ? operator(node, BOUNDARIES, textOf) : []),

  "comparison turned": (node, _, textOf) => (node.type === "BinaryExpression" ? operator(node, TURNED, textOf) : []),

  "condition negated": (node, { around: [parent], field }, textOf) => {
    if (field !== "test" || parent === undefined || !CONDITIONAL.has(parent.type)) return [];
    if (node.type === "BinaryExpression" && (node.operator as string) in TURNED) return [];
    return [whole(node, `!(${textOf(node)})`)];
  },

  arithmetic: (node, place, textOf) => {
    if (node.type !== "BinaryExpression" && node.type !== "AssignmentExpression") return [];
    if (isText(node) || (node.operator === "+=" && isText(node.right as Node)) || isOfError(place)) return [];
    return operator(node, ARITHMETIC, textOf);
  },

  number: (node, place) => {
    if (node.type !== "Literal" || typeof node.value !== "number" || isName(place) || isOfError(place)) return [];
    return [node.value + 1, node.value - 1].map((value) => whole(node, value < 0 ? `(${value})` : String(value)));
  },

  boolean: (node, place) =>
    node.type === "Literal" && typeof node.value === "boolean" && !isName(place)
      ? [whole(node, String(!node.value))]
      : [],

  "fallback removed": (node, _, textOf) =>
    node.type === "LogicalExpression" && node.operator === "??" ? [whole(node, `(${textOf(node.left as Node)})`)] : [],

  "and, or": (node, _, textOf) =>
    node.type === "LogicalExpression" ? operator(node, { "&&": "||", "||": "&&" }, textOf) : [],

  "text emptied": (node, place) => {
    if (isName(place) || isOfError(place)) return [];
    if (node.type === "TemplateLiteral")
      return place.around[0]?.type === "TaggedTemplateExpression" ? [] : [whole(node, "``")];
    if (node.type !== "Literal" || typeof node.value !== "string") return [];
    return [whole(node, node.value === "" ? "null" : '""')];
  },

  "statement removed": (node) => {
    if (node.type === "ThrowStatement") return [whole(node, ";")];
    if (node.type === "IfStatement") {
      return node.alternate === null && isExit(node.consequent as Node) ? [whole(node, ";")] : [];
    }
    if (node.type !== "ExpressionStatement" || typeof node.directive === "string") return [];
    return [whole(node, ";")];
  },

  "await removed": (node, _, textOf) =>
    node.type === "AwaitExpression" ? [whole(node, `(${textOf(node.argument as Node)})`)] : [],

  "arguments swapped": (node, place, textOf) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
    const given = node.arguments as readonly Node[];
    if (isOfError(place) || isOfError({ around: [node], field: "" })) return [];
    if (COMMUTATIVE.test(textOf(node.callee as Node))) return [];
    return given.slice(1).flatMap((second, i) => {
      const first = given[i]!;
      const [a, b] = [textOf(first), textOf(second)];
      if (a === b || first.type === "SpreadElement" || second.type === "SpreadElement") return [];
      const between = textOf({ type: "", start: first.end, end: second.start });
      return [{ start: first.start, end: second.end, text: `${b}${between}${a}` }];
    });
  },

  "list emptied": (node, { around: [parent] }) => {
    if (node.type === "SpreadElement") {
      return [whole(node, parent?.type === "ObjectExpression" ? "...{}" : "...[]")];
    }
    return node.type === "ArrayExpression" && (node.elements as unknown[]).length > 0 ? [whole(node, "[]")] : [];
  },

  "least, most": (node, { around: [parent], field }) => {
    if (node.type !== "Identifier") return [];
    const other = EXTREMES[node.name as string];
    const isCalled = field === "callee" && parent?.type === "CallExpression";
    // Math.min, f32x4.min
    const owner = parent?.type === "MemberExpression" && field === "property" ? (parent.object as Node).name : null;
    const isMember = /^(?:Math|f32x4|f64x2)$/.test(String(owner));
    return other !== undefined && (isCalled || isMember) ? [whole(node, other)] : [];
  },

  "sign, not, step": (node, _, textOf) => {
    if (node.type === "UnaryExpression" && /^[-!~]$/.test(node.operator as string)) {
      return [whole(node, `(${textOf(node.argument as Node)})`)];
    }
    if (node.type !== "UpdateExpression") return [];
    return [
      whole(
        node,
        textOf(node).replace(/\+\+|--/, (step) => (step === "++" ? "--" : "++")),
      ),
    ];
  },

  "null returned": (node) => {
    const value = node.type === "ReturnStatement" ? (node.argument as Node | null) : null;
    return value === null || (value.type === "Literal" && value.value === null) ? [] : [whole(value, "null")];
  },
};
