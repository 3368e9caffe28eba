namespace Honnan.Learning.Runtime;

/// <summary>Tells when what failed is that there is no libtorch, as in builds that answer by exported models alone.</summary>
public static class MissingLibtorch
{
    private const string Package = "libtorch-cpu"; // TorchSharp names it in what it throws when it finds none

    /// <summary>What to do, in one line; null where an error is another.</summary>
    public static string? Told(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is NotSupportedException && at.Message.Contains(Package, StringComparison.Ordinal))
            {
                return "this build has no tensor library: it answers by exported models (.onnx) alone; another one trains, judges and exports (docs/building.md, HonnanTorch)";
            }
        }

        return null;
    }
}
