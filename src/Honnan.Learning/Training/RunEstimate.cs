namespace Honnan.Learning.Training;

/// <summary>What a run will need, by a few steps of it.</summary>
/// <param name="Steps">Of the run.</param>
/// <param name="TrainingPictures">Pictures that it learns from, in an epoch.</param>
/// <param name="ValidationPictures">Pictures of a validation.</param>
/// <param name="Parameters">Numbers of the net.</param>
/// <param name="LearningParameters">Those of them that learn at any time of the run.</param>
/// <param name="StepSeconds">A step's time, its pictures' loading included.</param>
/// <param name="Seconds">The run's time, with validations and features that are not kept yet.</param>
/// <param name="MemoryMiB">The most memory that it will hold.</param>
/// <param name="CheckpointMiB">Size of a checkpoint on the disk.</param>
public sealed record RunEstimate(
    long Steps, int TrainingPictures, int ValidationPictures, long Parameters, long LearningParameters,
    double StepSeconds, double Seconds, double MemoryMiB, double CheckpointMiB);
