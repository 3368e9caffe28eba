using Microsoft.Extensions.DependencyInjection;

namespace Honnan.Inference;

/// <summary>Registers prediction with a program's services.</summary>
public static class HonnanServices
{
    /// <summary>Adds one <see cref="CountryPredictor"/> for the whole program, made when it is first asked for.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Names another model than the shipped one, and the like; null (the default) for what <see cref="CountryPredictorOptions"/> is by itself.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddHonnan(this IServiceCollection services, Action<CountryPredictorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(_ =>
        {
            var options = new CountryPredictorOptions();
            configure?.Invoke(options);
            return new CountryPredictor(options);
        });
    }
}
