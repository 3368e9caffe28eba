namespace Honnan.Learning.Charts;

/// <summary>What a training run told along its way. Steps count batches from the run's start, ascending.</summary>
public sealed record TrainingCurves
{
    /// <summary>The steps at which the training loss was noted.</summary>
    public required IReadOnlyList<double> Steps { get; init; }

    /// <summary>The training cross-entropy in nats, one a step noted.</summary>
    public required IReadOnlyList<double> TrainingLoss { get; init; }

    /// <summary>The steps at which the model was validated.</summary>
    public required IReadOnlyList<double> ValidationSteps { get; init; }

    /// <summary>The validation cross-entropy in nats, one a validation.</summary>
    public required IReadOnlyList<double> ValidationLoss { get; init; }

    /// <summary>The validation accuracy in [0, 1], one a validation; null leaves its panel out.</summary>
    public IReadOnlyList<double>? ValidationAccuracy { get; init; }

    /// <summary>The learning rate, one a step noted; null leaves its panel out.</summary>
    public IReadOnlyList<double>? LearningRate { get; init; }
}
