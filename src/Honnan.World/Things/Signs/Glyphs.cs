using System.Collections.Frozen;
using System.Globalization;
using Honnan.World.Geometry;

namespace Honnan.World.Things.Signs;

/// <summary>
/// Letters as strokes in a unit square (x to the right, y up): points are separated by spaces, strokes by bars. Enough of each script
/// to look like it; what is written means nothing.
/// </summary>
internal static class Glyphs
{
    private static readonly FrozenDictionary<Script, Vector2D[][][]> ByScript = new Dictionary<Script, string[]>
    {
        [Script.Latin] =
        [
            "0,0 .5,1 1,0|.2,.36 .8,.36", // A
            "1,0 0,0 0,1 1,1|0,.5 .8,.5", // E
            "0,0 0,1|1,0 1,1|0,.5 1,.5", // H
            "0,1 0,0 1,0", // L
            "0,0 0,1 1,0 1,1", // N
            ".3,0 0,.3 0,.7 .3,1 .7,1 1,.7 1,.3 .7,0 .3,0", // O
            "0,0 0,1 .8,1 1,.8 1,.6 .8,.5 0,.5|.5,.5 1,0", // R
            "1,.85 .7,1 .2,1 0,.8 .1,.6 .9,.4 1,.2 .8,0 .2,0 0,.15", // S
            "0,1 1,1|.5,1 .5,0", // T
            "0,1 0,.3 .3,0 .7,0 1,.3 1,1", // U
            "0,0 0,1 .5,.4 1,1 1,0", // M
            "1,.85 .7,1 .3,1 0,.7 0,.3 .3,0 .7,0 1,.15", // C
        ],
        [Script.Greek] =
        [
            "0,0 .5,1 1,0", // lambda
            "0,0 0,1 1,1 1,0", // pi
            "1,1 0,1 .55,.5 0,0 1,0", // sigma
            ".5,0 .5,1|.3,.25 0,.4 0,.6 .3,.75 .7,.75 1,.6 1,.4 .7,.25 .3,.25", // phi
            "0,0 .3,0 .3,.15 .05,.4 .05,.7 .3,1 .7,1 .95,.7 .95,.4 .7,.15 .7,0 1,0", // omega
            ".3,0 0,.3 0,.7 .3,1 .7,1 1,.7 1,.3 .7,0 .3,0|.25,.5 .75,.5", // theta
            "0,1 1,1|.15,.5 .85,.5|0,0 1,0", // xi
            "0,0 .5,1 1,0 0,0", // delta
            ".5,0 .5,1|0,1 0,.6 .25,.4 .75,.4 1,.6 1,1", // psi
            "0,0 0,1 1,1", // gamma
            "0,0 .5,1 1,0|.2,.36 .8,.36", // alpha
            "0,0 0,1 1,0 1,1", // nu
        ],
        [Script.Thai] =
        [
            ".1,.95 .0,.85 .1,.75 .2,.85 .1,.95|.2,.85 .2,0 .5,.35 .8,0 .8,1",
            ".15,.1 .25,.0 .35,.1 .25,.2 .15,.1|.15,.1 .15,.8 .4,1 .7,1 .85,.8 .85,0",
            ".1,.7 .2,.6 .3,.7 .2,.8 .1,.7|.3,.7 .2,.3 .4,.0 .8,.0|.2,.8 .5,1 .8,.8 .8,-.25",
            ".2,0 .1,.1 .2,.2 .3,.1 .2,0|.3,.1 .3,.6 .1,.8 .4,1 .8,.9 .8,0",
            ".5,.9 .4,.8 .5,.7 .6,.8 .5,.9|.4,.8 .1,.6 .1,.1 .3,0 .5,.2 .7,0 .9,.1 .9,1.3",
            ".2,1.3 .1,1.2 .2,1.1 .3,1.2 .2,1.3|.2,1.1 .2,0 .8,0 .8,1",
            ".1,1 .2,.9 .1,.8 0,.9 .1,1|.2,.9 .3,.0 .5,.6 .7,0 .9,1",
            "0,.6 .3,1 .7,1 .95,.7 .95,0 .6,0 .55,.1 .65,.2 .75,.1 .65,0",
            ".1,1.2 .5,1.35 .9,1.2|.1,0 .05,.1 .15,.2 .25,.1 .15,0|.25,.1 .25,1 .75,1 .75,0",
        ],
        [Script.Kanji] =
        [
            ".15,0 .15,1 .85,1 .85,0 .15,0|.15,.5 .85,.5", // sun
            ".0,.65 1,.65|.5,1 .5,0|.5,.65 .05,.1|.5,.65 .95,.1", // tree
            "0,.6 1,.6|.5,1 .45,.6 .05,0|.5,.6 .95,0", // big
            ".5,1 .5,0|.05,.65 .05,0 .95,0 .95,.65", // mountain
            ".05,0 .05,1 .95,1 .95,0 .05,0|.5,1 .5,0|.05,.5 .95,.5", // field
            ".1,1 .05,0|.5,.95 .5,.05|.9,1 .9,0", // river
            ".2,1 .2,.35 .05,0|.2,1 .85,1 .85,0 .7,.05|.2,.68 .85,.68|.2,.38 .85,.38", // moon
            "0,.9 1,.9|.2,.7 .8,.7 .8,.4 .2,.4 .2,.7|.5,1 .5,0|.45,.4 .05,.05|.55,.4 .95,.05", // east
            ".05,0 .05,1 .95,1 .95,0 .05,0|.25,.75 .75,.75|.25,.5 .75,.5|.5,.75 .5,.25|.22,.25 .78,.25", // country
            "0,.8 1,.8|.3,1 .3,.6|.7,1 .7,.6|.1,.5 .9,.5|.5,.5 .5,0|.2,.25 .8,.25|0,0 1,0",
        ],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Select(Parse).ToArray());

    /// <summary>The strokes of a script's letters.</summary>
    public static Vector2D[][][] Of(Script script) => ByScript[script];

    private static Vector2D[][] Parse(string strokes) => [.. strokes.Split('|').Select(stroke => stroke.Split(' ').Select(Point).ToArray())];

    private static Vector2D Point(string text)
    {
        string[] parts = text.Split(',');
        return new Vector2D(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
