using Microsoft.Extensions.DependencyInjection;

namespace Honnan.Inference;

/// <summary>Registers prediction with a program's services.</summary>
public static class HonnanServices
{
    /// <summary>Adds one <see cref="CountryPredictor"/> for the whole program, made when it is first asked for.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Names the model, at least.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddHonnan(this IServiceCollection services, Action<CountryPredictorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton(_ =>
        {
            var options = new CountryPredictorOptions();
            configure(options);
            return new CountryPredictor(options);
        });
    }
}
