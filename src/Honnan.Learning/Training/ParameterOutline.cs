using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;

namespace Honnan.Learning.Training;

/// <summary>A parameter of a net, by the name that an experiment's patterns are matched with.</summary>
public sealed record ParameterOutline
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its lengths.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Numbers in it.</summary>
    public required long Count { get; init; }

    /// <summary>The stage that it learns with; null of the head's.</summary>
    public string? Stage { get; init; }

    /// <summary>What an experiment makes of it; null where none was given.</summary>
    public ParameterRule? Rule { get; init; }

    /// <summary>The parameters of a net with the head that it is published with.</summary>
    /// <exception cref="InputException">There is no net of that name.</exception>
    public static IReadOnlyList<ParameterOutline> Of(string net)
    {
        using Net built = NetOutline.Sketch(net);
        return Of(built, null);
    }

    /// <summary>The parameters of an experiment's net, the last layer with <see cref="NetOutline.Classes"/> classes, and what holds for each.</summary>
    /// <exception cref="InputException">The net cannot end where it should, or a pattern matches nothing.</exception>
    public static IReadOnlyList<ParameterOutline> Of(Experiment experiment)
    {
        ModelOptions model = experiment.Model;
        using Net built = NetOutline.Sketch(model.Net, model.Head, model.LastStage);
        built.UseFeatures(model.Features);
        return Of(built, LearningPlan.Of(built, experiment.Training));
    }

    private static List<ParameterOutline> Of(Net net, LearningPlan? plan)
    {
        Dictionary<string, string> stages = net.Stages.Index()
            .SelectMany(stage => net.NamesOf(stage.Index).Select(name => (name, stage.Item.Name)))
            .ToDictionary(s => s.name, s => s.Name, StringComparer.Ordinal);
        return [.. net.named_parameters().Select(p => new ParameterOutline
        {
            Name = p.name,
            Shape = p.parameter.shape,
            Count = p.parameter.numel(),
            Stage = stages.GetValueOrDefault(p.name),
            Rule = plan?[p.name],
        })];
    }
}
