using System.Diagnostics;

namespace Honnan.Testing;

/// <summary>What a program that ran to its end gave.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ExternalProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Both outputs, for a failed assertion's message.</summary>
    public string Said => $"exit code {ExitCode}\n{Output}{Error}";

    /// <summary>
    /// Runs a program with an empty standard input; it and its children are killed when the token says so, which ends in
    /// an <see cref="OperationCanceledException"/>.
    /// </summary>
    public static async Task<ExternalProgram> RunAsync(string file, string folder, CancellationToken stop, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A test host started by dotnet passes on where its own build found things; another build looks for itself.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && k != "MSBUILDDISABLENODEREUSE").ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop);
        Task<string> error = process.StandardError.ReadToEndAsync(stop);
        try
        {
            await process.WaitForExitAsync(stop);
            return new ExternalProgram(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
