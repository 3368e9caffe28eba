using Honnan.Data;
using Honnan.Learning.Explaining.Methods;

namespace Honnan.Learning.Explaining;

/// <summary>The methods by name.</summary>
public static class ExplanationMethods
{
    /// <summary>The study's own, and what is used where none is named.</summary>
    public static ExplanationMethod GradCam { get; } = new GradCam();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExplanationMethod> All { get; } =
    [
        GradCam, new GradCamPlusPlus(), new XGradCam(), new HiResCam(), new LayerCam(), new GradCamElementWise(), new EigenCam(),
        new EigenGradCam(), new KpcaCam(), new ScoreCam(), new AblationCam(), new ShapleyCam(), new FinerCam(), new FullGrad(),
        new Occlusion(), new IntegratedGradients(),
    ];

    /// <summary>Finds a method. Case, hyphens and underscores do not matter, and "plusplus" is "++".</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static ExplanationMethod Find(string name)
    {
        string folded = Fold(name);
        return All.FirstOrDefault(m => Fold(m.Name) == folded)
            ?? throw new InputException($"unknown method '{name}'{Spelling.Hint(name, [.. All.Select(m => m.Name)])} (known: {string.Join(", ", All.Select(m => m.Name))})");
    }

    private static string Fold(string name) => new([.. name.ToLowerInvariant().Replace("plusplus", "++", StringComparison.Ordinal).Where(c => c is not ('-' or '_'))]);
}
