using System.IO.Enumeration;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;

namespace Honnan.Learning.Training;

/// <summary>What of a net learns, from when on, and how fast: the options' patterns matched with its parameters' names.</summary>
internal sealed class LearningPlan
{
    private readonly TrainingOptions _options;
    private readonly Dictionary<string, ParameterRule> _rules;

    private LearningPlan(TrainingOptions options, Dictionary<string, ParameterRule> rules) => (_options, _rules) = (options, rules);

    /// <summary>Matches the patterns.</summary>
    /// <exception cref="InputException">A pattern matches no parameter, or nothing would learn.</exception>
    public static LearningPlan Of(Net net, TrainingOptions options)
    {
        string[] names = [.. net.named_parameters().Select(p => p.name)];
        string[] unmatched =
        [
            .. Unmatched("frozen", options.Frozen.Select(f => f.Pattern), names),
            .. Unmatched("optimizer.groups", options.Optimizer.Groups.Select(g => g.Pattern), names),
        ];
        if (unmatched.Length > 0)
        {
            string[] parts = [.. names.Select(n => n.Split('.')[0]).Distinct()];
            throw new InputException($"{string.Join("; ", unmatched)} of {net.GetName()}, whose names begin with {string.Join(", ", parts)}");
        }

        Dictionary<string, int> stages = Enumerable.Range(0, net.Stages.Count)
            .SelectMany(index => net.NamesOf(index).Select(name => (name, index)))
            .ToDictionary(s => s.name, s => s.index, StringComparer.Ordinal);
        var rules = names.ToDictionary(n => n, n => RuleOf(n, stages.GetValueOrDefault(n, net.Stages.Count), net, options), StringComparer.Ordinal);
        return rules.Values.Any(r => r.FrozenUntil < 1)
            ? new LearningPlan(options, rules)
            : throw new InputException("nothing would learn: training.freeze and training.frozen name every parameter for the whole run");
    }

    /// <summary>What holds for a parameter, by its name.</summary>
    public ParameterRule this[string name] => _rules[name];

    /// <summary>Freezes what does not learn at a step (from 0) of a run and thaws the rest; whether that changed anything since the step before.</summary>
    public bool Apply(Net net, long step, long steps, bool always)
    {
        bool changes = always || _rules.Values.Any(r => FirstStep(r, steps) == step);
        if (changes)
        {
            net.Freeze(name => FirstStep(_rules[name], steps) > step);
        }

        return changes;
    }

    /// <summary>Thaws everything that learns at any time of the run, for its memory to be laid out.</summary>
    public void ThawAll(Net net) => net.Freeze(name => _rules[name].FrozenUntil >= 1);

    /// <summary>The optimiser that the options name; caller disposes.</summary>
    public FlatOptimizer Optimizer(FlatParameters parameters, long steps)
    {
        IReadOnlyList<ParameterGroup> groups = Groups(parameters.Segments, steps);
        OptimizerOptions o = _options.Optimizer;
        return o.Kind == OptimizerKind.Sgd
            ? new Sgd(parameters, groups, o.Momentum, o.Nesterov)
            : new Adam(parameters, groups, new AdamConstants(o.Beta1, o.Beta2, o.Epsilon, o.Kind == OptimizerKind.AdamW));
    }

    /// <summary>Neighbours that are moved alike, joined.</summary>
    internal IReadOnlyList<ParameterGroup> Groups(IReadOnlyList<FlatSegment> segments, long steps)
    {
        var groups = new List<ParameterGroup>();
        foreach (FlatSegment segment in segments)
        {
            ParameterRule rule = _rules[segment.Name];
            var group = new ParameterGroup(segment.Offset, segment.Count, rule.RateFactor, rule.WeightDecay, FirstStep(rule, steps));
            if (groups.Count > 0 && groups[^1] with { Offset = group.Offset, Count = group.Count } == group)
            {
                groups[^1] = groups[^1] with { Count = groups[^1].Count + group.Count };
            }
            else
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    private static long FirstStep(ParameterRule rule, long steps) => rule.FrozenUntil >= 1 ? steps : (long)Math.Round(rule.FrozenUntil * steps);

    private static ParameterRule RuleOf(string name, int stage, Net net, TrainingOptions options)
    {
        int preset = options.Freeze switch { FreezeMode.Front => net.FrontStages, FreezeMode.Body => net.Stages.Count, _ => 0 };
        double until = options.Frozen.Where(f => Matches(f.Pattern, name)).Select(f => f.Until)
            .Append(stage < preset ? options.FreezeUntil : 0).Max();
        ParameterGroupOptions? group = options.Optimizer.Groups.FirstOrDefault(g => Matches(g.Pattern, name));
        double factor = Math.Pow(options.Optimizer.LayerDecay, net.Stages.Count - stage) * (group?.LearningRateFactor ?? 1);
        return new ParameterRule(until, factor, group?.WeightDecay ?? options.WeightDecay, group?.Pattern);
    }

    private static IEnumerable<string> Unmatched(string key, IEnumerable<string> patterns, string[] names) => patterns
        .Select((pattern, i) => (pattern, i))
        .Where(p => !Array.Exists(names, n => Matches(p.pattern, n)))
        .Select(p => $"training.{key}[{p.i}].pattern '{p.pattern}' matches no parameter");

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
