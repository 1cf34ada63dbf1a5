/** The error function and its complement. Method and coefficients: FreeBSD msun `s_erf.c` (see NOTICE.md). */
import { exp } from "./exp.ts";
import { truncateLowWord } from "./float64-bits.ts";
import { evaluatePolynomial } from "./polynomial.ts";

/** A rational function; coefficients from the constant term up. */
interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** |x| < 0.84375: erf(x) = x + x R(x^2) */
const CENTRE: Rational = {
  numerator: [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
  ],
  denominator: [
    1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
  ],
};

/** |x| < 1.25: erf(x) = NEAR_ONE_VALUE + R(|x| - 1) */
const NEAR_ONE_VALUE = 0.8450629115104675; // erf(1) to 24 bits
const NEAR_ONE: Rational = {
  numerator: [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
    0.035478304325618236, -0.002166375594868791,
  ],
  denominator: [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
    0.011984499846799107,
  ],
};

/** |x| < 1/0.35: erf(x) = 1 - exp(-x^2 - 0.5625 + R(1/x^2)) / x */
const MIDDLE: Rational = {
  numerator: [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
    -184.60509290671104, -81.2874355063066, -9.814329344169145,
  ],
  denominator: [
    1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
    108.63500554177944, 6.570249770319282, -0.0604244152148581,
  ],
};

/** |x| < 28: as above */
const TAIL: Rational = {
  numerator: [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
  ],
  denominator: [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
  ],
};

function evaluateRational(r: Rational, x: number): number {
  return evaluatePolynomial(r.numerator, x) / evaluatePolynomial(r.denominator, x);
}

/** 1 - erf(a) for 1.25 <= a < 28; e^(-a^2) in two factors, so that the rounding of a^2 is not magnified. */
function complement(a: number): number {
  const short = truncateLowWord(a);
  const r = evaluateRational(a < 1 / 0.35 ? MIDDLE : TAIL, 1 / (a * a));
  return (exp(-short * short - 0.5625) * exp((short - a) * (short + a) + r)) / a;
}

/**
 * erf x = 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x, for every float64. Error below 0.9 ulp.
 * Of +-Infinity it is +-1, of NaN it is NaN; the sign of 0 is kept.
 */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 0.84375) return x + x * evaluateRational(CENTRE, x * x);
  if (a >= 6) return x < 0 ? -1 : 1;
  const y = a < 1.25 ? NEAR_ONE_VALUE + evaluateRational(NEAR_ONE, a - 1) : 1 - complement(a); // NaN goes through
  return x < 0 ? -y : y;
}

/**
 * erfc x = 1 - erf x, without the cancellation that the difference suffers above 0, for every float64. Error below
 * 2.4 ulp where it is a normal number; from 28 on it is 0.
 */
export function erfc(x: number): number {
  if (x < 0.25) return 1 - erf(x);
  if (x < 0.84375) return 0.5 - (x - 0.5 + x * evaluateRational(CENTRE, x * x));
  if (x < 1.25) return 1 - NEAR_ONE_VALUE - evaluateRational(NEAR_ONE, x - 1);
  return x >= 28 ? 0 : complement(x); // NaN goes through
}
