namespace Honnan.Learning.Benchmarking;

/// <summary>What a step does.</summary>
public enum BenchmarkMode
{
    /// <summary>Forward, without gradients.</summary>
    Infer,

    /// <summary>Forward, backward and an Adam step of everything.</summary>
    Train,

    /// <summary>The same with everything frozen but the last resolution's stages and the head.</summary>
    Front,

    /// <summary>Forward, and the Grad-CAM of each picture's likeliest class at the last stage.</summary>
    Explain,
}
